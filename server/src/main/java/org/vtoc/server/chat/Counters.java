package org.vtoc.server.chat;

import java.time.Instant;
import java.util.Optional;

/// How far a channel has come.
///
/// @param version counts the changes of its messages
/// @param messages counts its messages; the newest one's number
record Counters(long version, long messages, Optional<Instant> lastMessageAt) {
    static final Counters NONE = new Counters(0, 0, Optional.empty());

    /// The newer one; versions only grow.
    Counters orNewer(Counters other) {
        return other.version > version ? other : this;
    }
}
