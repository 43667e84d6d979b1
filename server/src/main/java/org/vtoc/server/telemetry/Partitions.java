package org.vtoc.server.telemetry;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashSet;
import java.util.List;
import java.util.NavigableMap;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jdbi.v3.core.ConnectionException;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The days that a station keeps: makes their partitions, drops them when they are too old or too large, and knows
/// which squares and kinds have events, so that a query for an empty area or kind ends at once.
final class Partitions {
    private static final Logger LOG = LoggerFactory.getLogger(Partitions.class);
    private static final String PREFIX = "event_";
    private static final DateTimeFormatter NAME = DateTimeFormatter.BASIC_ISO_DATE;
    private static final long DAY_MICROS = 86_400_000_000L;
    private static final int CELLS = 180 * 360;

    /// What a station's events take.
    ///
    /// @param bytes on disk, indexes included
    /// @param oldest the oldest day kept
    record Usage(long bytes, int days, LocalDate oldest) {}

    private final Jdbi owner;
    private final TelemetryConfig config;
    private final InstantSource clock;
    private final NavigableMap<Long, BitSet> days = new TreeMap<>();
    private final Set<Long> sourceKinds = new HashSet<>();
    private volatile long floorDay = Long.MIN_VALUE;

    Partitions(Jdbi owner, TelemetryConfig config, InstantSource clock) {
        this.owner = owner;
        this.config = config;
        this.clock = clock;
        load();
    }

    private synchronized void load() {
        owner.useHandle(handle -> {
            handle.createQuery("SELECT inhrelid::regclass::text FROM pg_inherits WHERE inhparent = 'event'::regclass")
                    .mapTo(String.class)
                    .forEach(name -> days.put(
                            LocalDate.parse(name.substring(PREFIX.length()), NAME)
                                    .toEpochDay(),
                            new BitSet(CELLS)));
            handle.createQuery("SELECT day, cell FROM event_day_cell")
                    .map((row, _) -> List.of(row.getObject(1, LocalDate.class).toEpochDay(), (long) row.getInt(2)))
                    .forEach(pair -> {
                        BitSet cells = days.get(pair.get(0));
                        if (cells != null) {
                            cells.set(Math.toIntExact(pair.get(1)));
                        }
                    });
            handle.createQuery("SELECT source, kind FROM source_kind")
                    .map((row, _) -> sourceKind(row.getInt(1), row.getInt(2)))
                    .forEach(sourceKinds::add);
        });
    }

    private static long sourceKind(int source, int kind) {
        return ((long) source << 8) | kind;
    }

    /// The time before which nothing is kept, microseconds since 1970.
    long oldestKept() {
        Instant cutoff = clock.instant().minus(config.retention());
        return Math.max(Times.micros(cutoff), floorDay == Long.MIN_VALUE ? Long.MIN_VALUE : floorDay * DAY_MICROS);
    }

    /// Makes the partitions that the rows need.
    void ensure(List<EventRow> rows) {
        long last = Long.MIN_VALUE;
        for (EventRow row : rows) {
            long day = Math.floorDiv(row.eventTime, DAY_MICROS);
            if (day != last) {
                ensure(day);
                last = day;
            }
        }
    }

    private synchronized void ensure(long day) {
        if (days.containsKey(day)) {
            return;
        }
        LocalDate from = LocalDate.ofEpochDay(day);
        owner.useHandle(handle -> handle.execute("""
                CREATE TABLE IF NOT EXISTS %s%s PARTITION OF event
                FOR VALUES FROM ('%sT00:00:00Z') TO ('%sT00:00:00Z')
                """.formatted(PREFIX, NAME.format(from), from, from.plusDays(1))));
        days.put(day, new BitSet(CELLS));
    }

    /// Writes down squares and kinds that are new, in the rows' own transaction.
    synchronized void noteNew(Connection connection, List<EventRow> rows) throws SQLException {
        // In one order for all, so that two writers never wait for each other.
        var newCells = new TreeSet<Long>();
        var newKinds = new TreeSet<Long>();
        for (EventRow row : rows) {
            long day = Math.floorDiv(row.eventTime, DAY_MICROS);
            BitSet cells = days.get(day);
            if (row.hasPosition() && (cells == null || !cells.get(row.cell()))) {
                newCells.add(day * CELLS + row.cell());
            }
            long pair = sourceKind(row.source, Codes.of(row.kind));
            if (!sourceKinds.contains(pair)) {
                newKinds.add(pair);
            }
        }
        if (!newCells.isEmpty()) {
            try (PreparedStatement insert = connection.prepareStatement(
                    "INSERT INTO event_day_cell (day, cell) VALUES (?, ?) ON CONFLICT DO NOTHING")) {
                for (long cell : newCells) {
                    insert.setObject(1, LocalDate.ofEpochDay(Math.floorDiv(cell, (long) CELLS)));
                    insert.setInt(2, Math.floorMod(cell, CELLS));
                    insert.addBatch();
                }
                insert.executeBatch();
            }
        }
        if (!newKinds.isEmpty()) {
            try (PreparedStatement insert = connection.prepareStatement(
                    "INSERT INTO source_kind (source, kind) VALUES (?, ?) ON CONFLICT DO NOTHING")) {
                for (long pair : newKinds) {
                    insert.setInt(1, (int) (pair >> 8));
                    insert.setInt(2, (int) (pair & 0xff));
                    insert.addBatch();
                }
                insert.executeBatch();
            }
        }
    }

    /// The same for one row that is changed.
    void noteNew(Handle tx, EventRow row) {
        try {
            noteNew(tx.getConnection(), List.of(row));
        } catch (SQLException failure) {
            throw new ConnectionException(failure);
        }
    }

    /// Remembers squares and kinds once they are committed.
    synchronized void noted(List<EventRow> rows) {
        for (EventRow row : rows) {
            BitSet cells = days.get(Math.floorDiv(row.eventTime, DAY_MICROS));
            if (row.hasPosition() && cells != null) {
                cells.set(row.cell());
            }
            sourceKinds.add(sourceKind(row.source, Codes.of(row.kind)));
        }
    }

    /// The days kept that touch the span, newest first.
    synchronized List<LocalDate> daysWithin(long sinceMicros, long untilMicros) {
        long first = Math.floorDiv(sinceMicros, DAY_MICROS);
        long last = Math.floorDiv(untilMicros - 1, DAY_MICROS);
        if (first > last) {
            return List.of();
        }
        return days.subMap(first, true, last, true).descendingKeySet().stream()
                .map(LocalDate::ofEpochDay)
                .toList();
    }

    /// The partitions that touch the span.
    List<String> namesWithin(long sinceMicros, long untilMicros) {
        return daysWithin(sinceMicros, untilMicros).stream()
                .map(day -> PREFIX + NAME.format(day))
                .toList();
    }

    /// The squares of the area that have events on the day.
    synchronized List<Integer> cells(LocalDate day, Area area) {
        BitSet cells = days.get(day.toEpochDay());
        var found = new ArrayList<Integer>();
        if (cells != null) {
            for (int cell = cells.nextSetBit(0); cell >= 0; cell = cells.nextSetBit(cell + 1)) {
                if (area.touchesCell(cell)) {
                    found.add(cell);
                }
            }
        }
        return found;
    }

    /// The sources that ever gave this kind.
    synchronized List<Integer> sourcesOf(int kind) {
        return sourceKinds.stream()
                .filter(pair -> (pair & 0xff) == kind)
                .map(pair -> (int) (pair >> 8))
                .toList();
    }

    /// Whether the source ever gave this kind.
    synchronized boolean gives(int source, int kind) {
        return sourceKinds.contains(sourceKind(source, kind));
    }

    Usage usage() {
        return owner.withHandle(handle -> handle.createQuery("""
                        SELECT coalesce(sum(pg_total_relation_size(inhrelid)), 0)
                          FROM pg_inherits WHERE inhparent = 'event'::regclass
                        """)
                .mapTo(Long.class)
                .map(bytes -> new Usage(bytes, count(), oldestDay()))
                .one());
    }

    private synchronized int count() {
        return days.size();
    }

    private synchronized LocalDate oldestDay() {
        return days.isEmpty() ? today() : LocalDate.ofEpochDay(days.firstKey());
    }

    private LocalDate today() {
        return LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC);
    }

    /// Makes the next days' partitions and drops whole days that are too old or over the size. Never drops today.
    void maintain() {
        long today = today().toEpochDay();
        ensure(today);
        ensure(today + 1);
        long cutoff = LocalDate.ofInstant(clock.instant().minus(config.retention()), ZoneOffset.UTC)
                .toEpochDay();
        for (long day = oldestDay().toEpochDay();
                day < cutoff && day < today;
                day = oldestDay().toEpochDay()) {
            drop(day, "older than " + config.retention().toDays() + " days");
        }
        Usage usage = usage();
        while (usage.bytes() > config.retentionBytes() && usage.oldest().toEpochDay() < today) {
            drop(usage.oldest().toEpochDay(), "events take more than %d bytes".formatted(config.retentionBytes()));
            floorDay = Math.max(floorDay, usage.oldest().toEpochDay() + 1);
            usage = usage();
        }
    }

    private synchronized void drop(long day, String why) {
        LocalDate date = LocalDate.ofEpochDay(day);
        owner.useTransaction(handle -> {
            // Readers hold the parent for milliseconds; who can't have it in two seconds tries again next time.
            handle.execute("SET LOCAL lock_timeout = '2s'");
            handle.execute("DROP TABLE IF EXISTS " + PREFIX + NAME.format(date));
            handle.execute("DELETE FROM event_day_cell WHERE day = ?", date);
            handle.execute(
                    "DELETE FROM event_key WHERE event_time < ?",
                    date.plusDays(1).atStartOfDay().atOffset(ZoneOffset.UTC));
        });
        days.remove(day);
        LOG.info("dropped the events of {}: {}", date, why);
    }

    /// How often [#maintain] should run.
    static Duration period() {
        return Duration.ofMinutes(10);
    }
}
