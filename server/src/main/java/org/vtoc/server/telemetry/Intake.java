package org.vtoc.server.telemetry;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.vtoc.server.audit.Actor;
import org.vtoc.server.platform.error.ProblemException;

/// Takes the events of one request: finds station and source of each, names those that are wrong, stores the rest.
///
/// Made for one request and used by its thread.
final class Intake {
    /// Finds the station for the text that an event names; empty text means the request's own.
    @FunctionalInterface
    interface StationOf {
        String find(String named);
    }

    private final Telemetry telemetry;
    private final StationOf stationOf;
    private final Actor actor;
    private final long now;
    private final Optional<Source> fixed;
    private final Map<String, String> stations = new HashMap<>();
    private final Map<String, Source> sources = new HashMap<>();

    /// @param fixed the source of every event, where the path names it
    Intake(Telemetry telemetry, StationOf stationOf, Actor actor, long now, Optional<Source> fixed) {
        this.telemetry = telemetry;
        this.stationOf = stationOf;
        this.actor = actor;
        this.now = now;
        this.fixed = fixed;
    }

    /// Stores the one event of a request.
    ///
    /// @return the stored event, of a repeat the first one
    Stored one(IncomingEvent event) throws InterruptedException {
        StationTelemetry station = place(event);
        if (!event.problems().isEmpty()) {
            throw ProblemException.invalid(event.problems());
        }
        var outcome = station.write(List.of(event.row));
        if (!outcome.duplicates().contains(event.row.id)) {
            return new Stored(station, event.row, true);
        }
        String key = String.valueOf(event.row.eventKey);
        EventRow first = station.database
                .withHandle(handle -> station.events.findByKey(handle, event.row.source, key))
                .orElse(event.row);
        return new Stored(station, first, false);
    }

    record Stored(StationTelemetry station, EventRow row, boolean fresh) {}

    /// Stores the good rows of a request in one commit per station.
    ///
    /// @throws ProblemException 429 each row's source is over what it may give, and nothing was stored
    IngestReport many(List<IncomingEvent> events) throws InterruptedException {
        if (fixed.isEmpty() && events.stream().anyMatch(event -> event.station.isEmpty())) {
            // Who may not write to the request's own station is told so, not row by row.
            stations.put("", stationOf.find(""));
        }
        var rejected = new ArrayList<IngestReport.Rejection>();
        var limited = new ArrayList<ProblemException>();
        var rows = new LinkedHashMap<StationTelemetry, List<EventRow>>();
        for (IncomingEvent event : events) {
            try {
                StationTelemetry station = place(event);
                if (event.problems().isEmpty()) {
                    rows.computeIfAbsent(station, _ -> new ArrayList<>()).add(event.row);
                    continue;
                }
            } catch (ProblemException refusal) {
                event.problem("row", refusal.detail());
                if (refusal.code() == TelemetryError.SOURCE_OVER_LIMIT) {
                    limited.add(refusal);
                }
            }
            rejected.add(new IngestReport.Rejection(event.row.index, EventReader.detail(event.problems())));
        }
        if (!limited.isEmpty() && limited.size() == events.size()) {
            // Nothing is wrong with the rows, so all of them may be sent again.
            throw limited.stream().min(Comparator.comparing(Intake::pause)).orElseThrow();
        }
        return write(rows, rejected);
    }

    private static Duration pause(ProblemException refusal) {
        return refusal.retryAfter().orElse(Duration.ZERO);
    }

    private static IngestReport write(Map<StationTelemetry, List<EventRow>> rows, List<IngestReport.Rejection> rejected)
            throws InterruptedException {
        int stored = 0;
        int duplicates = 0;
        var batches = rows.entrySet().iterator();
        try {
            while (batches.hasNext()) {
                var batch = batches.next();
                int repeats = batch.getKey().write(batch.getValue()).countOf(batch.getValue());
                duplicates += repeats;
                stored += batch.getValue().size() - repeats;
            }
        } finally {
            batches.forEachRemaining(left -> left.getKey().allowances.giveBack(left.getValue(), _ -> true));
        }
        return new IngestReport(stored, duplicates, rejected);
    }

    /// Finds the event's station and source and completes its row; notes what is wrong with the row.
    private StationTelemetry place(IncomingEvent event) {
        String slug =
                fixed.map(Source::station).orElseGet(() -> stations.computeIfAbsent(event.station, stationOf::find));
        StationTelemetry station = telemetry.at(slug);
        event.check(now, station.partitions.oldestKept());
        if (!event.problems().isEmpty()) {
            return station;
        }
        Optional<Source> source = source(event, slug);
        if (source.isEmpty() || !event.problems().isEmpty()) {
            return station;
        }
        if (!source.get().enabled()) {
            throw ProblemException.of(
                    TelemetryError.SOURCE_DISABLED,
                    "Source %s is disabled.".formatted(source.get().slug()));
        }
        Optional<Allowance.Refusal> over = station.allowances.take(source.get());
        if (over.isPresent()) {
            throw ProblemException.of(
                            TelemetryError.SOURCE_OVER_LIMIT,
                            "Source %s is %s."
                                    .formatted(source.get().slug(), over.get().reason()))
                    .retryAfter(over.get().pause());
        }
        telemetry.complete(event.row, source.get(), event.kindGiven);
        return station;
    }

    private Optional<Source> source(IncomingEvent event, String station) {
        if (fixed.isPresent()) {
            if (!event.sourceSlug.isEmpty()
                    && !event.sourceSlug.equalsIgnoreCase(fixed.get().slug())) {
                event.problem("source_slug", "is not the source of this path");
            }
            if (!event.sourceId.isEmpty()
                    && !event.sourceId.equals(fixed.get().id().toString())) {
                event.problem("source_id", "is not the source of this path");
            }
            return fixed;
        }
        if (!event.sourceSlug.isEmpty() && !event.sourceId.isEmpty()) {
            Optional<Source> named = telemetry.sources().byId(station, event.sourceId);
            if (named.isEmpty() || !named.get().slug().equalsIgnoreCase(event.sourceSlug)) {
                event.problem("source_id", "is not the source that source_slug names");
            }
            return named;
        }
        if (!event.sourceSlug.isEmpty()) {
            return Optional.of(sources.computeIfAbsent(
                    station + " " + event.sourceSlug,
                    _ -> telemetry.sources().findOrCreate(station, event.sourceSlug, event.sourceName, actor)));
        }
        if (event.sourceId.isEmpty()) {
            event.problem("source_slug", "is missing; name the source by source_slug or source_id");
            return Optional.empty();
        }
        Optional<Source> known = telemetry.sources().byId(station, event.sourceId);
        if (known.isEmpty()) {
            event.problem("source_id", "is no source of station " + station);
        }
        return known;
    }
}
