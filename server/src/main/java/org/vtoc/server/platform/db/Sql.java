package org.vtoc.server.platform.db;

/// Names inside statements that can't be bound.
final class Sql {
    private Sql() {}

    /// The name in double quotes (PostgreSQL manual, 4.1.1).
    static String identifier(String name) {
        return '"' + name.replace("\"", "\"\"") + '"';
    }

    /// The text in single quotes; `standard_conforming_strings` is on in every supported version.
    static String literal(String text) {
        return '\'' + text.replace("'", "''") + '\'';
    }
}
