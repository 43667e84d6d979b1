package org.vtoc.server.live;

import org.vtoc.server.platform.error.ProblemException;
import org.vtoc.server.platform.security.Caller;

/// What one viewer watches of one topic, and how far it has been sent. Used by the viewer's sending thread alone.
sealed interface Subscription permits TrackSubscription, NewsSubscription, ChatSubscription, StateSubscription {
    /// Looks again at what the user may watch: what they may no longer see is no longer sent.
    ///
    /// @throws ProblemException nothing is left of it
    void recheck(Caller.User by, Admission admission);

    /// Sends what is newer than what was sent, up to the pulse.
    void advance(Outbox outbox, Pulse pulse);
}
