package org.vtoc.server.command;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.vtoc.server.audit.Audit;
import org.vtoc.server.identity.Identity;
import org.vtoc.server.platform.config.StartRefused;
import org.vtoc.server.platform.db.DataFolder;
import org.vtoc.server.platform.db.DatabaseSettings;
import org.vtoc.server.platform.db.Databases;
import org.vtoc.server.platform.http.Stations;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// `vtoc reset-password`: a new password for a user, for whoever owns the data folder. The center must be stopped: one
/// process at a time holds the folder.
@Command(
        name = "reset-password",
        mixinStandardHelpOptions = true,
        description = {
            "Sets a new generated password for a user, prints it once, and ends the user's sessions.",
            "Stop the center first: it holds the data folder."
        })
public final class ResetPasswordCommand implements Callable<Integer> {
    private static final String DATABASE_URL_FILE = "VTOC_DATABASE_URL_FILE";

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Parameters(paramLabel = "USER", description = "The user's name.")
    private String user = "";

    @Option(
            names = "--data",
            paramLabel = "DIR",
            defaultValue = "${env:VTOC_DATA:-data}",
            description = "The data folder (VTOC_DATA; ./data).")
    private Path data = Path.of("data");

    @Option(
            names = "--database-url",
            paramLabel = "URL",
            defaultValue = "${env:VTOC_DATABASE_URL}",
            description = "The external PostgreSQL, if the center uses one (VTOC_DATABASE_URL).")
    private Optional<String> databaseUrl = Optional.empty();

    @Override
    public Integer call() {
        if (!Files.isDirectory(data) || !Files.exists(data.resolve("layout"))) {
            throw new StartRefused("There is no data folder at %s. Name the center's with --data DIR."
                    .formatted(data.toAbsolutePath().normalize()));
        }
        try (DataFolder folder = DataFolder.open(data)) {
            Optional<String> password = reset(folder);
            PrintWriter out = spec.commandLine().getOut();
            if (password.isEmpty()) {
                throw new StartRefused("There is no user named %s.".formatted(user));
            }
            out.println("New password of %s, shown only now: %s".formatted(user, password.get()));
            out.flush();
        }
        return 0;
    }

    private Optional<String> reset(DataFolder folder) {
        var settings = url().map(url -> DatabaseSettings.external(url, List.of()))
                .orElseGet(() -> DatabaseSettings.embedded(List.of()));
        var clock = InstantSource.system();
        try (Databases databases = Databases.open(folder, settings);
                Audit audit = Audit.open(databases, folder, clock);
                Identity identity = Identity.open(
                        databases.control(),
                        audit,
                        new NoStations(),
                        folder.masterKey().derive("tokens"),
                        clock)) {
            return identity.resetPassword(user);
        }
    }

    private Optional<String> url() {
        Optional<String> url = databaseUrl.filter(text -> !text.isBlank());
        String file = System.getenv(DATABASE_URL_FILE);
        if (url.isPresent() || file == null || file.isBlank()) {
            return url;
        }
        try {
            return Optional.of(Files.readString(Path.of(file)).strip());
        } catch (IOException failure) {
            throw new StartRefused("%s: %s can't be read.".formatted(DATABASE_URL_FILE, file), failure);
        }
    }

    /// A password needs none.
    private record NoStations() implements Stations {
        @Override
        public List<String> served() {
            return List.of();
        }

        @Override
        public Optional<String> find(String text) {
            return Optional.empty();
        }
    }
}
