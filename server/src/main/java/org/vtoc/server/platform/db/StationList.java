package org.vtoc.server.platform.db;

import java.util.LinkedHashSet;
import java.util.List;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;

/// The stations that the control database knows, listed in the settings or added at run time.
final class StationList {
    private final Jdbi control;

    StationList(Jdbi control) {
        this.control = control;
    }

    /// Enters the settings' stations in their order; names that people have changed since stay. Returns the slugs to
    /// serve: the listed ones, then those added at run time. Others keep their rows and their data.
    List<String> enlist(List<StationSpec> listed) {
        return control.inTransaction(handle -> {
            for (int position = 0; position < listed.size(); position++) {
                insert(handle, listed.get(position), "listed", position, """
                        ON CONFLICT (slug) DO UPDATE SET position = excluded.position
                         WHERE station.position <> excluded.position AND station.origin = 'listed'
                        """);
            }
            var slugs =
                    new LinkedHashSet<>(listed.stream().map(StationSpec::slug).toList());
            slugs.addAll(handle.createQuery("""
                            SELECT slug FROM station WHERE origin = 'added' ORDER BY position, slug LIMIT 1000
                            """).mapTo(String.class).list());
            return List.copyOf(slugs);
        });
    }

    /// Enters a station that every later start serves too. One that was listed once becomes such a station again,
    /// with the data it had.
    void add(StationSpec station) {
        control.useTransaction(handle -> {
            int last = handle.createQuery("SELECT coalesce(max(position), 0) FROM station")
                    .mapTo(Integer.class)
                    .one();
            insert(handle, station, "added", last + 1, """
                    ON CONFLICT (slug) DO UPDATE
                       SET origin = 'added', name = excluded.name, callsign = excluded.callsign, role = excluded.role
                    """);
        });
    }

    private static void insert(Handle handle, StationSpec station, String origin, int position, String conflict) {
        handle.createUpdate("""
                        INSERT INTO station (slug, name, callsign, role, origin, position)
                        VALUES (:slug, :name, :callsign, :role, :origin, :position)
                        """ + conflict)
                .bind("slug", station.slug())
                .bind("name", station.name())
                .bind("callsign", station.callsign())
                .bind("role", station.role().text())
                .bind("origin", origin)
                .bind("position", position)
                .execute();
    }
}
