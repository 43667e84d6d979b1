package org.vtoc.server.connector;

import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.vtoc.server.audit.Actor;
import org.vtoc.server.connector.settings.Settings;
import org.vtoc.server.connector.settings.SourceSettings;
import org.vtoc.server.platform.config.SettingsProblem;
import org.vtoc.server.telemetry.Source;

/// Knows which sources should run, and makes it so: starts what is new, stops what is gone, restarts what changed and
/// leaves the rest alone. One thread at a time brings things up to date.
final class Supervisor {
    private static final Logger LOG = LoggerFactory.getLogger(Supervisor.class);
    private static final Actor SELF = Actor.system("connector");

    static final String FILE = "file";
    static final String DEMO = "demo";
    static final String API = "api";

    /// A source is known by its station and slug.
    record Key(String station, String slug) {
        static Key of(Source source) {
            return new Key(source.station(), source.slug());
        }
    }

    private record Definition(SourceSettings settings, String origin) {}

    private final Connectors.Center center;
    private final Settings settings;
    private final SettingsFile file;
    private final List<SourceSettings> demo;
    private final Runner.Shared shared;
    private final Object turn = new Object();
    /// Replaced as a whole, so that whoever asks never waits for a change under way.
    private volatile Map<Key, String> faults = Map.of();

    private volatile Map<Key, Runner> runners = Map.of();
    private volatile List<Source> posted = List.of();
    private volatile Set<Key> defined = Set.of();
    private boolean stopped;

    Supervisor(
            Connectors.Center center,
            Settings settings,
            SettingsFile file,
            List<SourceSettings> demo,
            Runner.Shared shared) {
        this.center = center;
        this.settings = settings;
        this.file = file;
        this.demo = demo;
        this.shared = shared;
    }

    /// Brings what runs in line with what is wanted.
    void synchronize() {
        synchronized (turn) {
            if (stopped) {
                return;
            }
            var problems = new HashMap<Key, String>();
            Map<Key, Definition> definitions = definitions(problems);
            definitions.forEach((key, definition) -> mirror(key, definition, problems));
            retire(definitions.keySet());
            defined = Set.copyOf(definitions.keySet());
            run(definitions, problems);
            faults = Map.copyOf(problems);
        }
    }

    /// What the file and the demo define, at the stations that this center serves.
    private Map<Key, Definition> definitions(Map<Key, String> problems) {
        var found = new HashMap<Key, Definition>();
        for (SourceSettings wanted : file.content().sources()) {
            station(wanted).ifPresent(at -> found.put(new Key(at, wanted.slug()), new Definition(wanted, FILE)));
        }
        for (SourceSettings wanted : demo) {
            station(wanted).ifPresent(at -> {
                var key = new Key(at, wanted.slug());
                if (found.putIfAbsent(key, new Definition(wanted, DEMO)) != null) {
                    problems.put(key, "the settings file has a source with the slug of a demo source");
                }
            });
        }
        return found;
    }

    /// A process may serve some of the stations that one file covers; the others' sources are not its own.
    private Optional<String> station(SourceSettings wanted) {
        return wanted.station()
                .map(center.stations()::find)
                .orElseGet(() -> Optional.of(center.stations().served().getFirst()));
    }

    /// Shows a source of the file to everyone, without its secrets.
    private void mirror(Key key, Definition definition, Map<Key, String> problems) {
        SourceSettings wanted = definition.settings();
        var draft = new Source.Draft(
                key.slug(),
                wanted.name(),
                wanted.type(),
                wanted.enabled(),
                definition.origin(),
                Secrets.masked(wanted.own()));
        Optional<Source> known = center.sources().find(key.station(), key.slug());
        if (known.isEmpty()) {
            center.sources().create(key.station(), draft, SELF);
            return;
        }
        Source source = known.get();
        if (source.origin().equals(API)) {
            problems.put(key, "the settings file has a source with this slug, too; it is not run");
            return;
        }
        if (!same(source, draft)) {
            var change = new Source.Change(
                    Optional.of(draft.name()),
                    Optional.of(draft.type()),
                    Optional.of(draft.enabled()),
                    Optional.of(draft.origin()),
                    Optional.of(draft.settings()));
            center.sources().update(source, change, SELF);
        }
    }

    private static boolean same(Source source, Source.Draft draft) {
        return source.name().equals(draft.name())
                && source.type().equals(draft.type())
                && source.enabled() == draft.enabled()
                && source.origin().equals(draft.origin())
                && source.settings().equals(draft.settings());
    }

    /// A source that left the file keeps its row, for its events' sake, and is switched off.
    private void retire(Set<Key> definitions) {
        for (Source source : all()) {
            boolean mirrored = source.origin().equals(FILE) || source.origin().equals(DEMO);
            if (mirrored && source.enabled() && !definitions.contains(Key.of(source))) {
                center.sources().update(source, Source.Change.enabled(false), SELF);
            }
        }
    }

    private void run(Map<Key, Definition> definitions, Map<Key, String> problems) {
        var next = new HashMap<Key, Runner>();
        var stopping = new ArrayList<Runner>(runners.values());
        var starting = new ArrayList<Runner>();
        List<Source> sources = all();
        posted = sources.stream().filter(Posted::isWatched).toList();
        for (Source source : sources) {
            Key key = Key.of(source);
            Optional<SourceSettings> wanted = wanted(source, definitions, problems)
                    .filter(SourceSettings::enabled)
                    .filter(one -> !one.type().equals(Source.EXTERNAL));
            if (wanted.isEmpty()) {
                continue;
            }
            Optional<Runner> running = Optional.ofNullable(runners.get(key)).filter(one -> fits(one, source, wanted));
            if (running.isPresent()) {
                stopping.remove(running.get());
                next.put(key, running.get());
            } else {
                var runner = new Runner(source, wanted.get(), shared);
                starting.add(runner);
                next.put(key, runner);
            }
        }
        // The old ones end first: a changed source may listen on the same port as before.
        end(stopping);
        starting.forEach(Runner::start);
        runners = Map.copyOf(next);
        if (!stopping.isEmpty() || !starting.isEmpty()) {
            LOG.info("sources: {} started, {} stopped, {} running", starting.size(), stopping.size(), next.size());
        }
    }

    private static boolean fits(Runner runner, Source source, Optional<SourceSettings> wanted) {
        return runner.source().id().equals(source.id())
                && wanted.filter(runner.settings()::equals).isPresent();
    }

    private Optional<SourceSettings> wanted(
            Source source, Map<Key, Definition> definitions, Map<Key, String> problems) {
        Key key = Key.of(source);
        if (!source.origin().equals(API)) {
            return Optional.ofNullable(definitions.get(key)).map(Definition::settings);
        }
        Settings.One checked =
                settings.check(source.slug(), source.name(), source.type(), source.enabled(), source.settings());
        return switch (checked) {
            case Settings.One.Good(SourceSettings good) -> Optional.of(good);
            case Settings.One.Wrong(List<SettingsProblem> wrong) -> {
                problems.put(key, "its settings are wrong: " + wrong.getFirst());
                yield Optional.empty();
            }
        };
    }

    private List<Source> all() {
        return center.sources().list(center.stations().served());
    }

    private static void end(List<Runner> stopping) {
        stopping.forEach(Runner::stop);
        try {
            for (Runner runner : stopping) {
                runner.join();
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    /// Stops all; nothing starts afterwards.
    void stop() {
        synchronized (turn) {
            stopped = true;
            end(new ArrayList<>(runners.values()));
            runners = Map.of();
        }
    }

    /// The problems of the settings file, if it has any.
    List<SettingsProblem> fileProblems() {
        return file.content().problems();
    }

    String fileName() {
        return file.path().toString();
    }

    Optional<Runner> runner(Source source) {
        return Optional.ofNullable(runners.get(Key.of(source)));
    }

    /// What keeps this source from running, besides being switched off.
    Optional<String> fault(Source source) {
        return Optional.ofNullable(faults.get(Key.of(source)));
    }

    /// Whether the file or the demo defines it now.
    boolean isDefined(Source source) {
        return !source.origin().equals(API) && defined.contains(Key.of(source));
    }

    Collection<Runner> runners() {
        return runners.values();
    }

    /// The sources that are posted to and whose silence is watched.
    List<Source> posted() {
        return posted;
    }

    Map<State, Integer> states() {
        var counts = new EnumMap<State, Integer>(State.class);
        runners.values().forEach(runner -> counts.merge(runner.view().state(), 1, Integer::sum));
        return counts;
    }
}
