package org.vtoc.server.platform.db;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.JarURLConnection;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.flywaydb.core.api.MigrationInfo;
import org.vtoc.server.platform.config.StartRefused;

/// The scripts that make and change one kind of database, from the class path.
final class Migrations {
    private static final String GRANTS = "db/grants";

    private final String folder;
    private final String fingerprint;

    private Migrations(String folder, String fingerprint) {
        this.folder = folder;
        this.fingerprint = fingerprint;
    }

    /// @param kind `control` or `station`
    static Migrations of(String kind) {
        String folder = "db/" + kind;
        var scripts = new TreeMap<String, byte[]>();
        try {
            read(folder, scripts);
            read(GRANTS, scripts);
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            scripts.forEach((name, content) -> {
                digest.update(name.getBytes(StandardCharsets.UTF_8));
                digest.update(content);
            });
            return new Migrations(folder, HexFormat.of().formatHex(digest.digest()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (NoSuchAlgorithmException | URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    /// Changes whenever a script does.
    String fingerprint() {
        return fingerprint;
    }

    /// Brings the database up to date and gives the runtime role its rights.
    ///
    /// @throws StartRefused if a newer program has changed the database, or a script fails
    void migrate(DataSource owner, String database, String runtimeRole) {
        Flyway flyway = Flyway.configure()
                .dataSource(owner)
                .locations("classpath:" + folder, "classpath:" + GRANTS)
                .placeholders(Map.of("runtime_role", Sql.identifier(runtimeRole)))
                .cleanDisabled(true)
                .validateMigrationNaming(true)
                .load();
        try {
            List<String> newer = Stream.of(flyway.info().all())
                    .filter(migration -> migration.getState().name().startsWith("FUTURE"))
                    .map(MigrationInfo::getVersion)
                    .map(String::valueOf)
                    .toList();
            if (!newer.isEmpty()) {
                throw new StartRefused("""
                        The database %s was changed by a newer vTOC (migrations %s, unknown to this program).
                        Start that version or a later one; nothing was changed.""".formatted(database, newer));
            }
            flyway.migrate();
        } catch (FlywayException e) {
            throw new StartRefused("""
                    The database %s can't be brought up to date: %s
                    Nothing of the failed step is kept. Report it, and go back to the version that ran before.""".formatted(database, e.getMessage()), e);
        }
    }

    private static void read(String folder, SortedMap<String, byte[]> scripts) throws IOException, URISyntaxException {
        for (URL url : Collections.list(Migrations.class.getClassLoader().getResources(folder))) {
            if (url.getProtocol().equals("jar")) {
                readJar((JarURLConnection) url.openConnection(), scripts);
            } else {
                try (Stream<Path> files = Files.list(Path.of(new URI(url.toString())))) {
                    for (Path file : files.toList()) {
                        scripts.put(folder + "/" + file.getFileName(), Files.readAllBytes(file));
                    }
                }
            }
        }
    }

    private static void readJar(JarURLConnection connection, SortedMap<String, byte[]> scripts) throws IOException {
        String prefix = connection.getEntryName() + "/";
        // The class loader's own handle: not ours to close.
        var jar = connection.getJarFile();
        for (var entry : Collections.list(jar.entries())) {
            if (entry.getName().startsWith(prefix) && !entry.isDirectory()) {
                try (InputStream content = jar.getInputStream(entry)) {
                    scripts.put(entry.getName(), content.readAllBytes());
                }
            }
        }
    }
}
