package org.vtoc.server.connector;

import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.vtoc.server.connector.settings.Settings;
import org.vtoc.server.connector.settings.SourceSettings;
import org.vtoc.server.platform.config.SettingsProblem;

/// The settings file as it was last good, and what is wrong with it now. Looks at the content, not at times: a file
/// that was copied, renamed into place or edited within one second is noticed alike. A missing file has no sources.
final class SettingsFile {
    private static final Logger LOG = LoggerFactory.getLogger(SettingsFile.class);
    private static final long MOST_BYTES = 1 << 20;

    /// What is in force and what is wrong; immutable, so that it can be handed to other threads.
    record Content(List<SourceSettings> sources, List<SettingsProblem> problems) {
        Content {
            sources = List.copyOf(sources);
            problems = List.copyOf(problems);
        }
    }

    private final Path path;
    private final Settings settings;
    private Optional<String> text = Optional.empty();
    private volatile Content content = new Content(List.of(), List.of());

    SettingsFile(Path path, Settings settings) {
        this.path = path;
        this.settings = settings;
    }

    Path path() {
        return path;
    }

    Content content() {
        return content;
    }

    /// Reads the file again; called by one thread.
    ///
    /// @return whether other sources are in force than before
    boolean refresh() {
        String now;
        try {
            now = read();
        } catch (IOException failure) {
            problems(List.of(new SettingsProblem("", 0, "can't be read: " + why(failure))));
            text = Optional.empty();
            return false;
        }
        if (text.filter(now::equals).isPresent()) {
            return false;
        }
        text = Optional.of(now);
        Settings.Outcome outcome = settings.parse(now);
        if (!outcome.problems().isEmpty()) {
            problems(outcome.problems());
            return false;
        }
        LOG.info("settings of {} sources read from {}", outcome.sources().size(), path);
        content = new Content(outcome.sources(), List.of());
        return true;
    }

    /// What was wrong before is not said again every second.
    private void problems(List<SettingsProblem> problems) {
        if (content.problems().equals(problems)) {
            return;
        }
        content = new Content(content.sources(), problems);
        LOG.warn("{} is wrong; the settings before it stay in force:", path);
        problems.forEach(problem -> LOG.warn("  {}", problem));
    }

    private String read() throws IOException {
        try {
            if (Files.size(path) > MOST_BYTES) {
                throw new IOException("it is larger than 1 MiB");
            }
            return Files.readString(path);
        } catch (NoSuchFileException _) {
            return "";
        }
    }

    private static String why(IOException failure) {
        return failure instanceof CharacterCodingException ? "it is not UTF-8 text" : Words.of(failure);
    }
}
