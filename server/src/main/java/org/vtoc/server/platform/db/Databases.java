package org.vtoc.server.platform.db;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.sql.DataSource;
import org.jdbi.v3.core.Jdbi;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.vtoc.server.platform.config.StartRefused;
import org.vtoc.server.platform.db.Provisioner.Target;

/// The control database, shared by all, and one database per station, each reached by a role that can reach no other.
///
/// A request that finds no connection in time gets [java.sql.SQLTransientConnectionException], inside Jdbi's
/// `ConnectionException`; [DatabaseOutage#is] recognizes it and every other "not now" of a database. Thread-safe.
public final class Databases implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Databases.class);
    private static final int PROBE_SECONDS = 1;

    private final Optional<EmbeddedPostgres> embedded;
    private final DatabaseSettings settings;
    private final DatabaseUrl url;
    private final Provisioner provisioner;
    private final Migrations stationMigrations = Migrations.of("station");
    private final GuardedDataSource controlPool;
    private final Jdbi control;
    private final Jdbi controlOwner;
    private final List<GuardedDataSource> stationPools = new ArrayList<>();
    private volatile Map<String, StationDatabase> stations = Map.of();

    private Databases(Optional<EmbeddedPostgres> embedded, DatabaseUrl url, MasterKey key, DatabaseSettings settings) {
        this.embedded = embedded;
        this.settings = settings;
        this.url = url;
        this.provisioner =
                new Provisioner(url, embedded.isPresent() ? "postgres" : url.database(), settings.prefix(), key);
        Target target = controlTarget(url.database(), settings.prefix());
        provisioner.prepare(target);
        this.controlPool = pool(target, settings.pools().control());
        this.control = Jdbi.create(controlPool);
        this.controlOwner = Jdbi.create(new OwnerConnections(url.owner(url.database())));
    }

    /// Opens the databases that the settings name, making and updating them where needed. An embedded server is
    /// started first, and stopped by [#close()].
    ///
    /// @throws StartRefused if that can't be done; the message says what to do
    public static Databases open(DataFolder folder, DatabaseSettings settings) {
        if (settings.url().isPresent()) {
            return connect(folder.masterKey(), settings);
        }
        var server = EmbeddedPostgres.start(folder);
        return opened(
                Optional.of(server),
                DatabaseUrl.parse(server.ownerUrl(settings.prefix())),
                folder.masterKey(),
                settings);
    }

    /// The same on the server of the settings' URL, without a data folder.
    ///
    /// @param key from which the roles' passwords are derived: nodes that share a server need the same
    public static Databases connect(MasterKey key, DatabaseSettings settings) {
        var url = DatabaseUrl.parse(settings.url().orElseThrow());
        ExternalServer.check(url);
        return opened(Optional.empty(), url, key, settings);
    }

    private static Databases opened(
            Optional<EmbeddedPostgres> embedded, DatabaseUrl url, MasterKey key, DatabaseSettings settings) {
        Optional<Databases> databases = Optional.empty();
        boolean opened = false;
        try {
            databases = Optional.of(new Databases(embedded, url, key, settings));
            databases.get().openStations();
            opened = true;
            return databases.get();
        } finally {
            if (!opened) {
                databases.ifPresentOrElse(Databases::close, () -> embedded.ifPresent(EmbeddedPostgres::close));
            }
        }
    }

    static Target controlTarget(String name, String prefix) {
        // A hyphen can't come from a station's slug, whose hyphens become underscores.
        return new Target(name, prefix + "-center", Migrations.of("control"));
    }

    static Target stationTarget(String name, Migrations migrations) {
        return new Target(name, name, migrations);
    }

    /// The control database, for the running center.
    public Jdbi control() {
        return control;
    }

    /// The control database, for maintenance of its structure; as [StationDatabase#owner()].
    public Jdbi controlOwner() {
        return controlOwner;
    }

    /// A served station's database.
    ///
    /// @throws IllegalArgumentException if this center doesn't serve it
    public StationDatabase station(String slug) {
        return findStation(slug)
                .orElseThrow(() -> new IllegalArgumentException("station %s is not served here".formatted(slug)));
    }

    /// A station's database; empty if this center doesn't serve it.
    public Optional<StationDatabase> findStation(String slug) {
        return Optional.ofNullable(stations.get(slug));
    }

    /// All served stations, in the settings' order, those added at run time last.
    public List<StationDatabase> stations() {
        return List.copyOf(stations.values());
    }

    /// Makes a station that isn't in the settings' list; from now on every start serves it.
    ///
    /// @throws IllegalArgumentException if the station exists
    /// @throws org.jdbi.v3.core.statement.StatementException if its call sign is taken
    public synchronized StationDatabase addStation(StationSpec station) {
        if (stations.containsKey(station.slug())) {
            throw new IllegalArgumentException("station %s exists".formatted(station.slug()));
        }
        new StationList(control).add(station);
        return serve(station.slug());
    }

    /// Whether the databases answer now; at most about a second and the wait for a connection.
    public boolean ready() {
        if (embedded.isPresent() && !embedded.get().healthy()) {
            return false;
        }
        try (Connection connection = controlPool.getConnection()) {
            return connection.isValid(PROBE_SECONDS);
        } catch (SQLException e) {
            LOG.debug("not ready", e);
            return false;
        }
    }

    /// The server inside the data folder, if that is the one in use.
    public Optional<EmbeddedPostgres> embedded() {
        return embedded;
    }

    @Override
    public synchronized void close() {
        stations = Map.of();
        stationPools.forEach(GuardedDataSource::close);
        stationPools.clear();
        controlPool.close();
        embedded.ifPresent(EmbeddedPostgres::close);
    }

    private synchronized void openStations() {
        try (Connection connection = controlPool.getConnection()) {
            if (Provisioner.openToPublic(connection).stream().anyMatch(this::isOurs)) {
                provisioner.closeToPublic();
            }
        } catch (SQLException e) {
            throw new StartRefused("The control database doesn't answer: " + e.getMessage(), e);
        }
        new StationList(control).enlist(settings.stations()).forEach(this::serve);
    }

    private boolean isOurs(String database) {
        return embedded.isPresent() || database.equals(url.database()) || database.startsWith(settings.prefix() + "_");
    }

    private StationDatabase serve(String slug) {
        String name = settings.prefix() + "_" + slug.replace('-', '_');
        Target target = stationTarget(name, stationMigrations);
        provisioner.prepare(target);
        GuardedDataSource pool = pool(target, settings.pools().station());
        stationPools.add(pool);
        var station =
                new StationDatabase(slug, Jdbi.create(pool), pool, Jdbi.create(new OwnerConnections(url.owner(name))));
        var more = new LinkedHashMap<>(stations);
        more.put(slug, station);
        stations = Collections.unmodifiableMap(more);
        return station;
    }

    private GuardedDataSource pool(Target target, int size) {
        PoolSettings pools = settings.pools();
        DataSource runtime = provisioner.runtime(
                target,
                "-c statement_timeout=%d -c idle_in_transaction_session_timeout=%d"
                        .formatted(
                                pools.statementLimit().toMillis(),
                                pools.statementLimit().toMillis() * 2));
        var config = new HikariConfig();
        config.setPoolName(target.database());
        config.setDataSource(runtime);
        // Of fixed size: a pool that grows makes its callers wait for connections while they are needed most.
        config.setMaximumPoolSize(size);
        config.setMinimumIdle(size);
        config.setConnectionTimeout(pools.waitLimit().toMillis());
        config.setValidationTimeout(Math.min(1000, pools.waitLimit().toMillis()));
        config.setInitializationFailTimeout(-1);
        return new GuardedDataSource(new HikariDataSource(config), pools.waitLimit());
    }
}
