package org.vtoc.server.connector;

import java.util.Map;
import java.util.Optional;

/// What a source did since it was started.
///
/// @param messages facts, ignored and malformed together
/// @param malformed messages that can't be decoded, by reason
/// @param stored facts that are in the database now
/// @param duplicates facts that were there before
/// @param rejected facts that the center refused, by reason
/// @param connects how often the other side was reached
/// @param rate messages per second over the last ten seconds
/// @param lagSeconds how old the newest fact with a time of its own was when it came
public record Counters(
        long bytes,
        long messages,
        long facts,
        long ignored,
        Map<String, Long> malformed,
        long stored,
        long duplicates,
        Map<String, Long> rejected,
        long connects,
        double rate,
        Optional<Double> lagSeconds) {}
