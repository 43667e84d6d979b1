package org.vtoc.server.connector;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.vtoc.server.platform.config.SettingsProblem;

/// A source as the API shows it.
///
/// @param origin `file`, `demo`, `api` or `auto`
/// @param mode `online` or `offline`; absent for a source that is posted to
/// @param state the wire name of a [State]
/// @param detail what the state means here, for people
/// @param lastHeardAt when the last byte came
/// @param silentSince when it was heard last, while it says nothing for longer than it may
/// @param settings the connector's settings, secrets masked
/// @param recent the last messages as they came; only where an operator asks for one source
public record SourceItem(
        UUID id,
        String slug,
        String name,
        String type,
        String station,
        boolean enabled,
        String origin,
        Optional<String> mode,
        Optional<String> schedule,
        String state,
        String detail,
        Optional<String> lastError,
        Optional<Instant> lastHeardAt,
        Optional<Instant> lastIngestedAt,
        Optional<Instant> silentSince,
        Instant createdAt,
        Optional<Counters> counters,
        Map<String, Object> settings,
        Optional<List<Health.Recent>> recent) {
    /// A piece of the list of sources, and what is wrong with the settings file.
    public record SourcePage(
            List<SourceItem> items,
            @JsonInclude(JsonInclude.Include.ALWAYS) Optional<String> next,
            List<SettingsProblem> settingsProblems) {}
}
