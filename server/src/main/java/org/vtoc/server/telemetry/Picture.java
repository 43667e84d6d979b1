package org.vtoc.server.telemetry;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;

/// The tracks and newest events of all stations, by version: whoever knows a version learns what is newer, each
/// track once, in its newest state. Thread-safe.
public final class Picture {
    private final Map<String, StationTelemetry> stations;
    private final AtomicLong versions;
    private final String epoch;

    Picture(Map<String, StationTelemetry> stations, AtomicLong versions, String epoch) {
        this.stations = stations;
        this.versions = versions;
        this.epoch = epoch;
    }

    /// A track that left the picture, or an event that was deleted.
    public record Removed(String station, String id) {}

    /// What is newer than a version.
    public record Changes(List<Track> changed, List<Removed> removed) {}

    /// Tells this start of the center from others: versions of another one mean nothing here.
    public String epoch() {
        return epoch;
    }

    /// The version of now: all that is in the picture is not newer.
    public long version() {
        return versions.get();
    }

    /// A new version for something else that is watched beside the picture, so that one cursor serves all.
    public long advance() {
        return versions.incrementAndGet();
    }

    public List<Track> tracks(List<String> wanted) {
        var tracks = new ArrayList<Track>();
        wanted.forEach(station -> tracks.addAll(at(station).tracks.all()));
        return tracks;
    }

    /// What changed after the version; empty where that is no longer known.
    public Optional<Changes> tracksSince(long version, List<String> wanted) {
        var changed = new ArrayList<Track>();
        var removed = new ArrayList<Removed>();
        for (String station : wanted) {
            Optional<TrackTable.Changes> changes = at(station).tracks.since(version);
            if (changes.isEmpty()) {
                return Optional.empty();
            }
            changed.addAll(changes.get().changed());
            changes.get().removed().forEach(removal -> removed.add(new Removed(removal.station(), removal.id())));
        }
        return Optional.of(new Changes(changed, removed));
    }

    /// Events published after one version and up to another, oldest first per station, as JSON texts; empty where some
    /// are no longer known.
    public Optional<List<String>> eventsSince(long after, long upTo, List<String> wanted) {
        var found = new ArrayList<String>();
        for (String station : wanted) {
            StationTelemetry telemetry = at(station);
            Optional<List<RecentEvents.Published>> events = telemetry.recent.between(after, upTo);
            if (events.isEmpty()) {
                return Optional.empty();
            }
            events.get().forEach(event -> found.add(EventJson.text(event.row(), telemetry)));
        }
        return Optional.of(found);
    }

    /// Events deleted after one version and up to another, of those that [#eventsSince] still knows.
    public List<Removed> eventsDeleted(long after, long upTo, List<String> wanted) {
        var found = new ArrayList<Removed>();
        for (String station : wanted) {
            at(station).recent.deleted(after, upTo).forEach(id -> found.add(new Removed(station, id.toString())));
        }
        return found;
    }

    /// The newest few events of each station up to a version, oldest first, as JSON texts.
    public List<String> newestEvents(int most, long upTo, List<String> wanted) {
        var found = new ArrayList<String>();
        for (String station : wanted) {
            StationTelemetry telemetry = at(station);
            telemetry.recent.newest(most, upTo).forEach(event -> found.add(EventJson.text(event.row(), telemetry)));
        }
        return found;
    }

    private StationTelemetry at(String station) {
        StationTelemetry found = stations.get(station);
        if (found == null) {
            throw new IllegalStateException("station " + station + " is not served");
        }
        return found;
    }
}
