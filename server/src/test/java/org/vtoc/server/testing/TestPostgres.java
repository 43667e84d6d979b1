package org.vtoc.server.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.jdbi.v3.core.Jdbi;
import org.postgresql.ds.PGSimpleDataSource;
import org.vtoc.server.platform.db.DataFolder;
import org.vtoc.server.platform.db.DatabaseSettings;
import org.vtoc.server.platform.db.Databases;
import org.vtoc.server.platform.db.EmbeddedPostgres;
import org.vtoc.server.platform.db.PoolSettings;
import org.vtoc.server.platform.db.StationSpec;

/// One real PostgreSQL server for all tests of a JVM, started when first asked for, stopped when the JVM ends.
/// Each test class takes databases of its own from it and closes them:
///
/// ```java
/// private static final Databases DATABASES = TestPostgres.fresh();
/// @AfterAll static void close() { DATABASES.close(); }
/// ```
public final class TestPostgres {
    private static final PoolSettings SMALL = new PoolSettings(4, 4, Duration.ofSeconds(10), Duration.ofSeconds(30));

    private final DataFolder folder;
    private final EmbeddedPostgres server;
    private final AtomicInteger count = new AtomicInteger();

    private TestPostgres() {
        folder = DataFolder.open(newFolder("test-postgres"));
        server = EmbeddedPostgres.start(folder);
        Runtime.getRuntime().addShutdownHook(new Thread(this::stop, "stop test PostgreSQL"));
    }

    /// Lazily, by the JVM's own rules for class initialization.
    private static final class Shared {
        static final TestPostgres INSTANCE = new TestPostgres();
    }

    /// New, migrated databases: control, and the stations `ops`, `intel` and `logistics`.
    public static Databases fresh() {
        return fresh("ops", "intel", "logistics");
    }

    /// New, migrated databases: control, and the stations named.
    public static Databases fresh(String... stations) {
        return Databases.connect(Shared.INSTANCE.folder.masterKey(), settings(SMALL, stations));
    }

    /// Settings for new databases on the shared server, with pools of one's own; the databases are made when opened.
    public static DatabaseSettings settings(PoolSettings pools, String... stations) {
        String prefix = "t" + Shared.INSTANCE.count.incrementAndGet();
        owner("postgres").useHandle(handle -> handle.execute("CREATE DATABASE " + prefix));
        return new DatabaseSettings(
                Optional.of(url(prefix)),
                prefix,
                Stream.of(stations).map(StationSpec::of).toList(),
                pools);
    }

    /// The shared server's superuser, in one of its databases.
    public static Jdbi owner(String database) {
        var source = new PGSimpleDataSource();
        source.setUrl("jdbc:" + url(database).replaceFirst("//[^@]*@", "//"));
        source.setUser("postgres");
        source.setPassword(List.of(url(database).split("[:@]")).get(2));
        return Jdbi.create(source);
    }

    /// URL of a database on the shared server for its superuser.
    public static String url(String database) {
        return Shared.INSTANCE.server.ownerUrl(database);
    }

    /// A path for a data folder, below `target`, that doesn't exist yet; what an earlier run left is removed.
    public static Path newFolder(String name) {
        try {
            Path target = Path.of("target", "data").toAbsolutePath();
            Files.createDirectories(target);
            Path folder = target.resolve(name);
            delete(folder);
            return folder;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void stop() {
        server.close();
        folder.close();
        delete(folder.path());
    }

    private static void delete(Path tree) {
        if (!Files.exists(tree)) {
            return;
        }
        try (Stream<Path> paths = Files.walk(tree)) {
            for (Path path : paths.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(path);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
