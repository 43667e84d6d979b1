package org.vtoc.server.live;

import java.util.List;
import java.util.Optional;

/// What one viewer watches of one topic, and how far it has been sent. Used by the viewer's sending thread alone.
sealed interface Subscription permits TrackSubscription, NewsSubscription {
    /// The station that was asked for; empty for all that the user may see.
    Optional<String> named();

    /// The stations covered now.
    List<String> stations();

    /// Covers other stations from now on, beginning with a snapshot.
    void cover(List<String> stations);

    /// Sends what is newer than what was sent, up to the pulse.
    void advance(Outbox outbox, Pulse pulse);
}
