package org.vtoc.server.connector;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import org.vtoc.server.telemetry.Source;

/// Puts together what a source is and how it is doing.
final class SourceView {
    private record Doing(State state, String detail, Optional<Health.View> health) {}

    private final Supervisor supervisor;
    private final SilenceWatch silences;
    private final InstantSource clock;

    SourceView(Supervisor supervisor, SilenceWatch silences, InstantSource clock) {
        this.supervisor = supervisor;
        this.silences = silences;
        this.clock = clock;
    }

    SourceItem brief(Source source) {
        return item(source, doing(source), Optional.empty());
    }

    SourceItem full(Source source) {
        Doing doing = doing(source);
        return item(source, doing, doing.health());
    }

    private SourceItem item(Source source, Doing doing, Optional<Health.View> recent) {
        boolean posted = source.type().equals(Source.EXTERNAL);
        return new SourceItem(
                source.id(),
                source.slug(),
                source.name(),
                source.type(),
                source.station(),
                source.enabled(),
                source.origin(),
                posted ? Optional.empty() : Optional.of(text(source, "mode").orElse("online")),
                posted ? Optional.empty() : Optional.of(text(source, "schedule").orElse(defaultSchedule(source))),
                doing.state().wireName(),
                doing.detail(),
                doing.health().flatMap(Health.View::lastError),
                doing.health().flatMap(Health.View::lastHeard),
                source.lastIngestedAt(),
                silences.since(source),
                source.createdAt(),
                doing.health().map(Health.View::counters),
                Secrets.masked(source.settings()),
                recent.map(Health.View::recent));
    }

    private static Optional<String> text(Source source, String setting) {
        return Optional.ofNullable(source.settings().get(setting)).map(String::valueOf);
    }

    private static String defaultSchedule(Source source) {
        return source.settings().containsKey("api_url") ? "5s" : "now";
    }

    private Doing doing(Source source) {
        Optional<Health.View> health = supervisor.runner(source).map(Runner::view);
        if (health.isPresent()) {
            return new Doing(health.get().state(), health.get().detail() + broken(source), health);
        }
        Optional<String> fault = supervisor.fault(source);
        if (fault.isPresent()) {
            return new Doing(State.FAILED, fault.get(), health);
        }
        if (!source.enabled()) {
            boolean gone = source.origin().equals(Supervisor.FILE) && !supervisor.isDefined(source);
            return new Doing(
                    State.DISABLED, gone ? "no longer in the settings file" : "switched off" + broken(source), health);
        }
        return source.type().equals(Source.EXTERNAL)
                ? posted(source, health)
                : new Doing(State.OFFLINE, "not run by this center at present", health);
    }

    /// Said beside every source of the file: their settings may not be the ones that the file shows.
    private String broken(Source source) {
        int problems = supervisor.fileProblems().size();
        return source.origin().equals(Supervisor.FILE) && problems > 0
                ? "; the settings file has %d wrong, so the settings before it are in force".formatted(problems)
                : "";
    }

    private Doing posted(Source source, Optional<Health.View> health) {
        if (source.lastIngestedAt().isEmpty()) {
            return new Doing(State.WAITING, "nothing was posted yet", health);
        }
        Instant last = source.lastIngestedAt().get();
        Duration silence = Duration.between(last, clock.instant());
        return silence.compareTo(Posted.silentAfter(source)) < 0
                ? new Doing(State.ONLINE, "facts are posted", health)
                : new Doing(State.SILENT, "nothing was posted for " + Words.duration(silence), health);
    }
}
