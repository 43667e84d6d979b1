package org.vtoc.server.telemetry;

/// A number of a track, when it was true and who said so.
///
/// @param time microseconds since 1970
/// @param source the slug of the source
record Reading(double value, long time, String source) {
    static final Reading NONE = new Reading(Double.NaN, Long.MIN_VALUE, "");

    boolean isKnown() {
        return !Double.isNaN(value);
    }

    /// The newer of what was known and what is said now; of the same time, what is said now.
    Reading or(double said, EventRow row) {
        return Double.isNaN(said) || row.eventTime < time ? this : new Reading(said, row.eventTime, row.sourceSlug);
    }
}
