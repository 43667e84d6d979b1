package org.vtoc.server.playbook;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.vtoc.server.platform.config.SettingsProblem;
import org.vtoc.server.platform.config.WatchedFile;
import org.vtoc.server.playbook.graph.Catalogue;
import org.vtoc.server.playbook.graph.Playbook;

/// The catalogue as it was last good, and what is wrong with the file now. A missing file has no playbooks.
final class PlaybookFile {
    private static final Logger LOG = LoggerFactory.getLogger(PlaybookFile.class);

    /// @param problems of the file as it is now; the playbooks are those before it was wrong
    record Content(Map<String, Playbook> playbooks, List<SettingsProblem> problems) {
        Content {
            problems = List.copyOf(problems);
        }
    }

    private final WatchedFile file;
    private final Catalogue catalogue;
    private volatile Content content = new Content(Map.of(), List.of());

    PlaybookFile(Path path, Catalogue catalogue) {
        this.file = new WatchedFile(path);
        this.catalogue = catalogue;
    }

    Path path() {
        return file.path();
    }

    Content content() {
        return content;
    }

    /// Reads the file again; called by one thread at a time.
    synchronized void refresh() {
        Optional<String> text;
        try {
            text = file.changed();
        } catch (IOException failure) {
            problems(List.of(new SettingsProblem("", 0, "can't be read: " + failure.getMessage())));
            return;
        }
        if (text.isEmpty()) {
            return;
        }
        Catalogue.Outcome outcome = catalogue.parse(text.get());
        if (outcome.problems().isEmpty()) {
            content = new Content(outcome.playbooks(), List.of());
            LOG.info("{} playbooks read from {}", outcome.playbooks().size(), path());
        } else {
            problems(outcome.problems());
        }
    }

    private void problems(List<SettingsProblem> problems) {
        if (!content.problems().equals(problems)) {
            content = new Content(content.playbooks(), problems);
            LOG.warn("{} is wrong; the playbooks before it stay in force:", path());
            problems.forEach(problem -> LOG.warn("  {}", problem));
        }
    }
}
