package org.vtoc.server.platform.db;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.vtoc.server.platform.config.StartRefused;

/// Programs of an earlier PostgreSQL: those that an earlier vTOC left in the data folder, or those of the system.
final class OlderPrograms {
    /// Where the packages of Debian, Red Hat and Homebrew, and PostgreSQL's own build, put a major version.
    private static final List<String> PLACES = List.of(
            "/usr/lib/postgresql/%s",
            "/usr/pgsql-%s",
            "/opt/homebrew/opt/postgresql@%s",
            "/usr/local/opt/postgresql@%s",
            "/usr/local/pgsql-%s",
            "/usr/local/pgsql");

    private OlderPrograms() {}

    /// The folder with `bin`.
    ///
    /// @param home where the data folder keeps its own
    /// @throws StartRefused if there are none; the message says what to install
    static Path find(Path home, String major) throws IOException {
        var places = new ArrayList<Path>();
        if (Files.isDirectory(home)) {
            try (var entries = Files.newDirectoryStream(home, "bin-" + major + "*")) {
                entries.forEach(places::add);
            }
        }
        PLACES.forEach(place -> places.add(Path.of(place.formatted(major))));
        for (Path place : places) {
            if (major(place).filter(major::equals).isPresent()) {
                return place;
            }
        }
        throw new StartRefused("""
                The databases in %s are of PostgreSQL %s, this vTOC brings PostgreSQL %s. To read them once it needs the \
                programs of PostgreSQL %s, which are neither in the data folder nor in the usual places.
                Install them (Debian, Ubuntu: apt-get install postgresql-%s; Red Hat: postgresql%s-server) and start again; \
                nothing was changed.""".formatted(home.resolve("cluster"), major, Binaries.MAJOR, major, major, major));
    }

    /// What `postgres --version` says: `postgres (PostgreSQL) 15.18 (Debian 15.18-0+deb12u1)`.
    private static Optional<String> major(Path place) throws IOException {
        Path program = place.resolve("bin/postgres");
        if (!Files.isExecutable(program)) {
            return Optional.empty();
        }
        Process process = new ProcessBuilder(program.toString(), "--version").start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        List<String> words = List.of(said.strip().split("[ .]"));
        return words.size() > 2 ? Optional.of(words.get(2)) : Optional.empty();
    }
}
