package org.vtoc.bench;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.concurrent.ThreadLocalRandom;

/// Fills a station's table as a week of traffic would have: 8 days of 50 sources, three kinds in five of the common
/// ones, rare ones here and there, everything within 20 by 30 degrees.
///
/// The rows are made by PostgreSQL in tables of a day that then become partitions, which builds the center's own
/// indexes; a row by COPY would take ten times as long.
final class StoredEvents {
    static final int DAYS = 8;
    static final int TRACKS = 5_000;

    private StoredEvents() {}

    /// @param rows in all
    static void fill(Connection connection, long rows) throws SQLException {
        try (var statement = connection.createStatement()) {
            statement.execute("SET maintenance_work_mem = '256MB'");
            statement.execute("""
                    INSERT INTO source (id, slug, name, type, origin, settings, created_at)
                    SELECT gen_random_uuid(), 'feed-' || i, 'Feed ' || i, 'external', 'api', '{}', now()
                      FROM generate_series(0, %d) AS i
                    """.formatted(Traffic.SOURCES - 1));
            LocalDate today = LocalDate.now(ZoneOffset.UTC);
            for (int ago = 0; ago < DAYS; ago++) {
                day(statement, today.minusDays(ago), rows / DAYS);
            }
            statement.execute("""
                    INSERT INTO event_day_cell (day, cell)
                    SELECT DISTINCT (event_time AT TIME ZONE 'UTC')::date, cell FROM event WHERE cell IS NOT NULL
                    """);
            statement.execute("INSERT INTO source_kind (source, kind) SELECT DISTINCT source, kind FROM event");
            // What autovacuum has done with days of inserts.
            statement.execute("VACUUM (ANALYZE) event");
            statement.execute("CHECKPOINT");
        }
    }

    /// Sources send one kind each, as receivers do; one of them sends the rare kinds.
    private static void day(java.sql.Statement statement, LocalDate day, long rows) throws SQLException {
        String table = "event_" + day.toString().replace("-", "");
        // The last day ends now, as a running center's does.
        String length = day.equals(LocalDate.now(ZoneOffset.UTC))
                ? "extract(epoch FROM now() - timestamptz '%sT00:00:00Z')".formatted(day)
                : "86400";
        statement.execute("DROP TABLE IF EXISTS " + table);
        statement.execute("CREATE TABLE %s (LIKE event INCLUDING DEFAULTS)".formatted(table));
        statement.execute("""
                INSERT INTO %1$s (event_time, id, received_at, source, kind, affiliation, track_id, latitude, longitude,
                    cell, altitude, heading, speed, payload)
                SELECT at, (lpad(to_hex((extract(epoch FROM at) * 1000)::bigint), 12, '0') || '7'
                        || substr(md5(i::text), 1, 3) || 'a' || substr(md5(i::text), 4, 15))::uuid,
                    at, first + feed,
                    CASE WHEN feed < 30 THEN 0 WHEN feed < 45 THEN 1 WHEN feed < 49 THEN 8 ELSE 2 + i / 50 %% 6 END, 0,
                    'icao:' || lpad(to_hex(4194304 + i %% %5$d), 6, '0'), latitude, longitude,
                    (floor(latitude + 90) * 360 + floor(longitude + 180))::int, i %% 12000, i %% 360, i %% 250,
                    ('{"sq":"1200","cs":"FLT' || i %% 900 || '","nic":8,"rssi":-20}')::json
                  FROM (SELECT i, (i %% 50)::int AS feed, timestamptz '%2$sT00:00:00Z'
                          + i * (%3$s / %4$d.0) * interval '1 second' AS at,
                          35 + (i * 7919 %% 20000) / 1000.0::float8 AS latitude,
                          -10 + (i * 104729 %% 30000) / 1000.0::float8 AS longitude
                     FROM generate_series(0, %4$d::bigint - 1) AS i) AS made,
                     (SELECT min(number) AS first FROM source WHERE slug LIKE 'feed-%%') AS numbers
                """.formatted(table, day, length, rows, TRACKS));
        statement.execute("ALTER TABLE event ATTACH PARTITION %s FOR VALUES FROM ('%sT00:00:00Z') TO ('%sT00:00:00Z')"
                .formatted(table, day, day.plusDays(1)));
    }

    /// A place within the filled area.
    static double[] place() {
        ThreadLocalRandom random = ThreadLocalRandom.current();
        return new double[] {-10 + random.nextDouble() * 29, 35 + random.nextDouble() * 19};
    }
}
