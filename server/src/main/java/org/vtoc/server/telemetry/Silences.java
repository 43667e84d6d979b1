package org.vtoc.server.telemetry;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;

/// The history of the silences of all sources. Thread-safe.
public final class Silences {
    private final Map<String, StationTelemetry> stations;
    private final Supplier<UUID> ids;

    Silences(Map<String, StationTelemetry> stations, Supplier<UUID> ids) {
        this.stations = stations;
        this.ids = ids;
    }

    /// Those that last, of all stations served.
    public List<Silence> lasting() {
        var found = new ArrayList<Silence>();
        for (StationTelemetry station : stations.values()) {
            found.addAll(station.database.withHandle(new SilenceStore(station.slug)::lasting));
        }
        return found;
    }

    /// Those of one source, newest first.
    List<Silence> list(Source source, Optional<EventQuery.Cursor> after, int limit) {
        StationTelemetry station = at(source);
        return station.database.withHandle(
                handle -> new SilenceStore(station.slug).list(handle, source.number(), after, limit));
    }

    /// Notes the beginning, once while it lasts.
    public void begin(Source source, Instant since, String detail) {
        StationTelemetry station = at(source);
        station.database.useTransaction(
                tx -> new SilenceStore(station.slug).begin(tx, ids.get(), source.number(), since, detail));
    }

    public void end(Source source, Instant until) {
        StationTelemetry station = at(source);
        station.database.useTransaction(tx -> new SilenceStore(station.slug).end(tx, source.number(), until));
    }

    private StationTelemetry at(Source source) {
        StationTelemetry found = stations.get(source.station());
        if (found == null) {
            throw new IllegalStateException("station " + source.station() + " is not served");
        }
        return found;
    }
}
