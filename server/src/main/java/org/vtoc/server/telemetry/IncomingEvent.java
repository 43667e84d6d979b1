package org.vtoc.server.telemetry;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.vtoc.server.platform.error.FieldError;

/// An event as it was sent, before its station and source are known. Confined to the request that reads it.
final class IncomingEvent {
    static final Set<String> FIELDS = Set.of(
            "station",
            "source_slug",
            "source_id",
            "source_name",
            "event_time",
            "latitude",
            "longitude",
            "altitude",
            "heading",
            "course",
            "speed",
            "payload",
            "raw_data",
            "event_key",
            "track_id",
            "kind",
            "affiliation");
    private static final int MAX_PROBLEMS = 20;

    final EventRow row = new EventRow();
    String station = "";
    String sourceSlug = "";
    String sourceId = "";
    String sourceName = "";
    boolean timeGiven;
    boolean kindGiven;
    private List<FieldError> problems = List.of();

    IncomingEvent(int index) {
        row.index = index;
    }

    List<FieldError> problems() {
        return problems;
    }

    void problem(String field, String message) {
        if (problems.isEmpty()) {
            problems = new ArrayList<>();
        }
        if (problems.size() < MAX_PROBLEMS) {
            problems.add(new FieldError(field, message));
        }
    }

    void unknown(String field) {
        String shown = field.length() > 64 ? field.substring(0, 64) + "…" : field;
        problem(shown, "unknown field; known are " + String.join(", ", new java.util.TreeSet<>(FIELDS)));
    }

    /// What can only be said of the row as a whole.
    void check(long now, long oldest) {
        if (!timeGiven && problems.isEmpty()) {
            row.eventTime = now;
        }
        if (timeGiven && row.eventTime > now + TelemetryConfig.MAX_AHEAD.toMillis() * 1000) {
            problem("event_time", "is more than 5 minutes ahead");
        } else if (timeGiven && row.eventTime < oldest) {
            problem("event_time", "is older than what is kept, which begins at " + Times.text(oldest));
        }
        if (Double.isNaN(row.latitude) != Double.isNaN(row.longitude) && problems.isEmpty()) {
            problem(
                    Double.isNaN(row.latitude) ? "latitude" : "longitude",
                    "is missing; latitude and longitude go together");
        }
        row.receivedAt = now;
    }
}
