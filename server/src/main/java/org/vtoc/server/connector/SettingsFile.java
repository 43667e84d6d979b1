package org.vtoc.server.connector;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.vtoc.server.connector.settings.Settings;
import org.vtoc.server.connector.settings.SourceSettings;
import org.vtoc.server.platform.config.SettingsProblem;
import org.vtoc.server.platform.config.WatchedFile;

/// The settings file as it was last good, and what is wrong with it now. A missing file has no sources.
final class SettingsFile {
    private static final Logger LOG = LoggerFactory.getLogger(SettingsFile.class);

    /// What is in force and what is wrong; immutable, so that it can be handed to other threads.
    record Content(List<SourceSettings> sources, List<SettingsProblem> problems) {
        Content {
            sources = List.copyOf(sources);
            problems = List.copyOf(problems);
        }
    }

    private final WatchedFile file;
    private final Settings settings;
    private volatile Content content = new Content(List.of(), List.of());

    SettingsFile(Path path, Settings settings) {
        this.file = new WatchedFile(path);
        this.settings = settings;
    }

    Path path() {
        return file.path();
    }

    Content content() {
        return content;
    }

    /// Reads the file again; called by one thread.
    ///
    /// @return whether other sources are in force than before
    boolean refresh() {
        Optional<String> text;
        try {
            text = file.changed();
        } catch (IOException failure) {
            problems(List.of(new SettingsProblem("", 0, "can't be read: " + Words.of(failure))));
            return false;
        }
        if (text.isEmpty()) {
            return false;
        }
        Settings.Outcome outcome = settings.parse(text.get());
        if (!outcome.problems().isEmpty()) {
            problems(outcome.problems());
            return false;
        }
        LOG.info("settings of {} sources read from {}", outcome.sources().size(), path());
        content = new Content(outcome.sources(), List.of());
        return true;
    }

    /// What was wrong before is not said again every second.
    private void problems(List<SettingsProblem> problems) {
        if (content.problems().equals(problems)) {
            return;
        }
        content = new Content(content.sources(), problems);
        LOG.warn("{} is wrong; the settings before it stay in force:", path());
        problems.forEach(problem -> LOG.warn("  {}", problem));
    }
}
