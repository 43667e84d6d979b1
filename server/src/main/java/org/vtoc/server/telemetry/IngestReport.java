package org.vtoc.server.telemetry;

import java.util.List;

/// What became of a batch.
///
/// @param accepted rows stored now, repeats left out
/// @param duplicates rows that were stored before
public record IngestReport(int accepted, int duplicates, List<Rejection> rejected) {
    /// @param index the row's place in the batch, from 0
    public record Rejection(int index, String detail) {}

    public IngestReport {
        rejected = List.copyOf(rejected);
    }
}
