package org.vtoc.server.telemetry;

import java.util.Optional;

/// What an operator said of a track.
///
/// @param affiliation empty: what sources say counts again
/// @param revision of two judgements of one track the higher one is newer
record Judgement(Optional<Affiliation> affiliation, long revision) {
    static final Judgement NONE = new Judgement(Optional.empty(), 0);
}
