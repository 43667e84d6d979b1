package org.vtoc.server.geofence;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.Set;
import java.util.UUID;
import org.vtoc.decode.Kind;
import org.vtoc.server.telemetry.Affiliation;
import org.vtoc.server.telemetry.Track;

/// An area that is watched.
///
/// @param text the definition as it was given, for giving it back
/// @param revision counts its changes, from 1
record Fence(UUID id, ObjectNode text, Definition definition, long revision, Instant createdAt, Instant updatedAt) {
    /// An altitude jitters, too: a track has left the band when it is this far out of it, in metres.
    private static final double ALTITUDE_HYSTERESIS = 30;

    /// What an operator says of it.
    ///
    /// @param kinds watched; empty for all
    /// @param affiliations watched; empty for all
    /// @param lowest metres; `NaN` for no lower end
    /// @param highest metres; `NaN` for no upper end
    /// @param hysteresis metres that a track must be outside before it has left
    record Definition(
            String name,
            boolean enabled,
            Shape shape,
            Set<Kind> kinds,
            Set<Affiliation> affiliations,
            double lowest,
            double highest,
            double hysteresis) {
        public Definition {
            kinds = Set.copyOf(kinds);
            affiliations = Set.copyOf(affiliations);
        }
    }

    boolean isEnabled() {
        return definition.enabled();
    }

    Shape shape() {
        return definition.shape();
    }

    boolean watches(Track track) {
        return (definition.kinds().isEmpty() || definition.kinds().contains(track.kind()))
                && (definition.affiliations().isEmpty()
                        || definition.affiliations().contains(track.affiliation()));
    }

    /// Whether a track that was outside is inside now.
    boolean holds(Track track) {
        return isLevel(track, 0)
                && shape().bounds().contains(track.latitude(), track.longitude())
                && shape().contains(track.latitude(), track.longitude());
    }

    /// Whether a track that was inside is clearly outside now.
    boolean isLeftBy(Track track) {
        return !isLevel(track, ALTITUDE_HYSTERESIS) || isClearOf(track.latitude(), track.longitude());
    }

    /// Whether a point is outside by the hysteresis.
    boolean isClearOf(double latitude, double longitude) {
        return !shape().contains(latitude, longitude)
                && shape().distance(latitude, longitude) >= definition.hysteresis();
    }

    /// Without an altitude nothing is in a band.
    boolean isLevel(Track track, double tolerance) {
        double altitude = track.altitude();
        return (Double.isNaN(definition.lowest()) || altitude >= definition.lowest() - tolerance)
                && (Double.isNaN(definition.highest()) || altitude <= definition.highest() + tolerance);
    }
}
