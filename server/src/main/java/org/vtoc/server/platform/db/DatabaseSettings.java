package org.vtoc.server.platform.db;

import java.util.List;
import java.util.Optional;

/// Which databases to open.
///
/// @param url an external PostgreSQL server and its control database; empty: the embedded one
/// @param prefix first part of the databases' and roles' names; installations that share a server need different ones
/// @param stations the stations listed in the settings, in their order
/// @param pools bounds on connections
public record DatabaseSettings(Optional<String> url, String prefix, List<StationSpec> stations, PoolSettings pools) {
    /// The usual first part of the names.
    public static final String PREFIX = "vtoc";

    public DatabaseSettings {
        stations = List.copyOf(stations);
        if (!prefix.matches("[a-z][a-z0-9]{0,15}")) {
            throw new IllegalArgumentException("\"%s\" can't begin the databases' names".formatted(prefix));
        }
    }

    /// The PostgreSQL server inside the data folder.
    public static DatabaseSettings embedded(List<StationSpec> stations) {
        return new DatabaseSettings(Optional.empty(), PREFIX, stations, PoolSettings.DEFAULT);
    }

    /// A server of the operator's own.
    ///
    /// @param url `postgresql://user:password@host:port/database?...` or `jdbc:postgresql:...`
    public static DatabaseSettings external(String url, List<StationSpec> stations) {
        return new DatabaseSettings(Optional.of(url), PREFIX, stations, PoolSettings.DEFAULT);
    }
}
