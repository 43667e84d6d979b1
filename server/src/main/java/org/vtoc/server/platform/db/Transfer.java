package org.vtoc.server.platform.db;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyIn;
import org.postgresql.copy.CopyOut;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Copies the rows of one database into another that the same migrations made, on another server: every table by
/// binary COPY, partitions and the sequences' values included. Both connections are the owner's.
final class Transfer {
    private static final Logger LOG = LoggerFactory.getLogger(Transfer.class);
    /// Tables with more rows than this have a line of their own in the log.
    private static final long MANY = 10_000;

    /// The tables that hold rows, without those that migrations and provisioning keep for themselves.
    private static final String TABLES = """
            SELECT c.relname
              FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
             WHERE n.nspname = 'public' AND c.relkind = 'r' AND c.relname NOT IN ('flyway_schema_history', 'provision')
             ORDER BY c.relname
            """;

    private static final String PARTITIONS = """
            SELECT format('CREATE TABLE IF NOT EXISTS public.%I PARTITION OF public.%I %s',
                          c.relname, p.relname, pg_get_expr(c.relpartbound, c.oid))
              FROM pg_class c
              JOIN pg_namespace n ON n.oid = c.relnamespace
              JOIN pg_inherits i ON i.inhrelid = c.oid
              JOIN pg_class p ON p.oid = i.inhparent
             WHERE n.nspname = 'public' AND c.relispartition AND c.relkind = 'r'
             ORDER BY c.relname
            """;

    private static final String COLUMNS = """
            SELECT format('%%I %%s', a.attname, format_type(a.atttypid, a.atttypmod))
              FROM pg_attribute a
             WHERE a.attrelid = to_regclass(%s) AND a.attnum > 0 AND NOT a.attisdropped AND a.attgenerated = ''
             ORDER BY a.attname
            """;

    private static final String SEQUENCES = """
            SELECT format('%I', c.relname)
              FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
             WHERE n.nspname = 'public' AND c.relkind = 'S'
             ORDER BY c.relname
            """;

    private final String database;
    private final Connection from;
    private final Connection to;

    Transfer(String database, Connection from, Connection to) {
        this.database = database;
        this.from = from;
        this.to = to;
    }

    /// @throws SQLException also where the two sides differ afterwards
    void run() throws SQLException {
        // No trigger and no foreign key looks at rows that were good where they come from.
        Provisioner.run(to, "SET session_replication_role = replica");
        for (String partition : Provisioner.strings(from, PARTITIONS)) {
            Provisioner.run(to, partition);
        }
        Map<String, String> tables = tables();
        if (!tables.isEmpty()) {
            // What the migrations put in themselves comes over as it is now.
            Provisioner.run(to, "TRUNCATE " + String.join(", ", tables.keySet()));
        }
        long rows = 0;
        for (var table : tables.entrySet()) {
            rows += copy(table.getKey(), table.getValue());
        }
        sequences();
        Provisioner.run(to, "ANALYZE");
        LOG.info("database {}: {} rows in {} tables brought over", database, rows, tables.size());
    }

    /// The tables to copy and their columns, both as SQL.
    private Map<String, String> tables() throws SQLException {
        var tables = new LinkedHashMap<String, String>();
        var left = new ArrayList<String>();
        for (String name : Provisioner.strings(from, TABLES)) {
            String table = "public." + Sql.identifier(name);
            String columns = COLUMNS.formatted(Sql.literal(table));
            List<String> here = Provisioner.strings(from, columns);
            List<String> there = Provisioner.strings(to, columns);
            if (there.isEmpty()) {
                left.add(name);
            } else if (here.equals(there)) {
                tables.put(table, names(table));
            } else {
                throw new SQLException(
                        "table %s of %s has the columns %s, not %s".formatted(name, database, here, there));
            }
        }
        if (!left.isEmpty()) {
            LOG.warn("the tables {} of {} are not vTOC's and stay behind in the old cluster", left, database);
        }
        return tables;
    }

    private String names(String table) throws SQLException {
        return Provisioner.strings(from, """
                        SELECT format('%%I', a.attname)
                          FROM pg_attribute a
                         WHERE a.attrelid = to_regclass(%s) AND a.attnum > 0 AND NOT a.attisdropped AND a.attgenerated = ''
                         ORDER BY a.attname
                        """.formatted(Sql.literal(table))).stream()
                .collect(Collectors.joining(", ", "(", ")"));
    }

    private long copy(String table, String columns) throws SQLException {
        CopyOut out = from.unwrap(PGConnection.class)
                .getCopyAPI()
                .copyOut("COPY %s %s TO STDOUT (FORMAT binary)".formatted(table, columns));
        CopyIn in = to.unwrap(PGConnection.class)
                .getCopyAPI()
                .copyIn("COPY %s %s FROM STDIN (FORMAT binary)".formatted(table, columns));
        try {
            for (byte[] piece = out.readFromCopy(); piece != null; piece = out.readFromCopy()) {
                in.writeToCopy(piece, 0, piece.length);
            }
            in.endCopy();
        } finally {
            if (in.isActive()) {
                in.cancelCopy();
            }
            if (out.isActive()) {
                out.cancelCopy();
            }
        }
        long before = count(from, table);
        long after = count(to, table);
        if (before != after) {
            throw new SQLException("table %s of %s has %d rows, not %d".formatted(table, database, after, before));
        }
        if (after >= MANY) {
            LOG.info("database {}: {} rows of {}", database, after, table);
        }
        return after;
    }

    private static long count(Connection connection, String table) throws SQLException {
        return Long.parseLong(
                Provisioner.strings(connection, "SELECT count(*) FROM " + table).getFirst());
    }

    private void sequences() throws SQLException {
        List<String> known = Provisioner.strings(to, SEQUENCES);
        for (String sequence : Provisioner.strings(from, SEQUENCES)) {
            if (known.contains(sequence)) {
                String name = "public." + sequence;
                String value = Provisioner.strings(
                                from,
                                "SELECT last_value || ', ' || CASE WHEN is_called THEN 'true' ELSE 'false' END FROM "
                                        + name)
                        .getFirst();
                Provisioner.run(to, "SELECT setval(%s, %s)".formatted(Sql.literal(name), value));
            }
        }
    }
}
