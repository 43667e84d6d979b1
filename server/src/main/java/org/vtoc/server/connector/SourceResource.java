package org.vtoc.server.connector;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.vtoc.server.audit.Actor;
import org.vtoc.server.connector.settings.Settings;
import org.vtoc.server.connector.settings.SourceSettings;
import org.vtoc.server.platform.config.SettingsProblem;
import org.vtoc.server.platform.error.FieldError;
import org.vtoc.server.platform.error.ProblemException;
import org.vtoc.server.platform.error.RequestError;
import org.vtoc.server.platform.http.Answer;
import org.vtoc.server.platform.http.Exchange;
import org.vtoc.server.platform.http.Route;
import org.vtoc.server.platform.security.Access;
import org.vtoc.server.telemetry.Source;

/// The sources over HTTP: their settings and how they are doing.
final class SourceResource {
    private static final String ALL = "/telemetry/sources";
    private static final String ONE = "/telemetry/sources/{slug}";
    private static final Pattern SLUG = Pattern.compile("[a-z0-9][a-z0-9_-]{0,62}");
    private static final int NAME_CHARACTERS = 120;
    private static final long TEST_SECONDS = 5;
    private static final long MOST_TEST_SECONDS = 15;

    /// @param slug made from the name if absent
    /// @param settings the type's own settings, as in the settings file
    public record NewSource(
            Optional<String> slug,
            Optional<String> name,
            Optional<String> type,
            Optional<Boolean> enabled,
            Optional<Map<String, Object>> settings,
            Optional<String> station) {}

    /// @param settings the whole settings; a masked secret stays as it was
    public record SourceChange(
            Optional<String> name, Optional<Boolean> enabled, Optional<Map<String, Object>> settings) {}

    /// Settings to try.
    ///
    /// @param slug a stored source whose settings count where none are given, and whose secrets stand behind masks
    /// @param seconds how long, 1 to 15, default 5
    public record SourceTest(
            Optional<String> slug,
            Optional<String> type,
            Optional<Map<String, Object>> settings,
            Optional<Long> seconds) {}

    /// The last messages of a source.
    public record RawPage(List<Health.Recent> items) {}

    private final Connectors.Center center;
    private final Settings settings;
    private final Supervisor supervisor;
    private final SourceView view;
    private final Trials trials;

    SourceResource(Connectors.Center center, Settings settings, Supervisor supervisor, SourceView view, Trials trials) {
        this.center = center;
        this.settings = settings;
        this.supervisor = supervisor;
        this.view = view;
        this.trials = trials;
    }

    List<Route> routes() {
        return List.of(
                Route.get(ALL, Access.viewer(), this::list)
                        .summary("The sources, how they are doing, and what is wrong in the settings file")
                        .query("station", "one station instead of all")
                        .query("type", "one type: adsb, ais, aprs, external")
                        .query("limit", "items of a page, 1 to 1000")
                        .query("cursor", "next of the page before")
                        .answers(200, SourceItem.SourcePage.class),
                Route.post(ALL, Access.operator(), this::create)
                        .summary("Makes a source; it starts at once")
                        .takes(NewSource.class)
                        .answers(201, SourceItem.class),
                Route.get(ONE, Access.viewer(), this::find)
                        .summary("One source, and for operators the last messages as they came")
                        .query("station", "the source's station; needed where several have the slug")
                        .answers(200, SourceItem.class),
                Route.patch(ONE, Access.operator(), this::change)
                        .summary("Changes a source that was made over the API")
                        .query("station", "the source's station; the first one served if absent")
                        .takes(SourceChange.class)
                        .answers(200, SourceItem.class),
                Route.delete(ONE, Access.operator(), this::delete)
                        .summary("Deletes a source that is not in the settings file; its events stay")
                        .query("station", "the source's station; the first one served if absent"),
                Route.get(ONE + "/raw", Access.operator(), this::raw)
                        .summary("The last 200 messages of a running source as they came, oldest first")
                        .query("station", "the source's station; the first one served if absent")
                        .answers(200, RawPage.class),
                Route.post(ALL + "/test", Access.operator(), this::test)
                        .summary("Tries settings for a few seconds without storing anything")
                        .query("station", "the station that the source would be of")
                        .takes(SourceTest.class)
                        .answers(200, Trials.Trial.class),
                Route.post(ONE + "/run", Access.operator(), this::run)
                        .summary("Reads the source now instead of at its next time")
                        .query("station", "the source's station; the first one served if absent")
                        .answers(202, SourceItem.class));
    }

    private Answer list(Exchange exchange) {
        Optional<String> type = exchange.query("type");
        Optional<String> after = exchange.query("cursor").map(SourceResource::opened);
        int limit = exchange.limit();
        List<Source> found = center.sources().list(exchange.readable()).stream()
                .filter(source -> type.isEmpty() || type.get().equals(source.type()))
                .sorted(Comparator.comparing(SourceResource::place))
                .filter(source -> after.isEmpty() || place(source).compareTo(after.get()) > 0)
                .limit(limit + 1L)
                .toList();
        boolean more = found.size() > limit;
        List<Source> shown = more ? found.subList(0, limit) : found;
        return Answer.ok(new SourceItem.SourcePage(
                shown.stream().map(view::brief).toList(),
                more ? Optional.of(closed(place(shown.getLast()))) : Optional.empty(),
                supervisor.fileProblems()));
    }

    /// The order of the list; a space sorts before all that a slug may have.
    private static String place(Source source) {
        return source.station() + " " + source.slug();
    }

    private static String closed(String place) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(place.getBytes(StandardCharsets.UTF_8));
    }

    private static String opened(String cursor) {
        try {
            return new String(Base64.getUrlDecoder().decode(cursor), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException _) {
            throw ProblemException.invalid("cursor", "is not the next of a page");
        }
    }

    private Answer find(Exchange exchange) {
        String slug = exchange.path("slug");
        Source source = exchange.readable().stream()
                .flatMap(station -> center.sources().find(station, slug).stream())
                .findFirst()
                .orElseThrow(() -> absent(slug));
        // What came may hold what its sender meant for nobody else.
        return Answer.ok(exchange.operates(source.station()) ? view.full(source) : view.brief(source));
    }

    private Answer create(Exchange exchange) throws IOException {
        NewSource asked = exchange.body(NewSource.class);
        String station = asked.station().map(exchange::writable).orElseGet(exchange::writable);
        String name = asked.name().or(asked::slug).orElse("").strip();
        String slug = asked.slug().orElseGet(() -> slug(name));
        var draft = new Source.Draft(
                slug,
                name,
                asked.type().orElse(Source.EXTERNAL),
                asked.enabled().orElse(true),
                Supervisor.API,
                asked.settings().orElse(Map.of()));
        var errors = new ArrayList<FieldError>();
        if (asked.slug().isEmpty() && name.isEmpty()) {
            errors.add(new FieldError("slug", "is missing, and so is a name to make it from"));
        } else if (!SLUG.matcher(slug).matches()) {
            errors.add(new FieldError(
                    "slug", "must have 1 to 63 of a-z, 0-9, '_', '-', and begin with a letter or digit"));
        }
        errors.addAll(wrong(draft));
        if (!errors.isEmpty()) {
            throw ProblemException.invalid(errors);
        }
        Source made = center.sources().create(station, draft, Actor.of(exchange));
        supervisor.synchronize();
        return Answer.created(Route.API + ALL + "/" + slug + "?station=" + station, view.full(made));
    }

    private static String slug(String name) {
        String slug =
                name.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "-").replaceAll("^-|-$", "");
        return slug.length() > 63 ? slug.substring(0, 63) : slug;
    }

    private Answer change(Exchange exchange) throws IOException {
        Source source = writable(exchange);
        requireUndefined(source, "change");
        SourceChange asked = exchange.body(SourceChange.class);
        Optional<Map<String, Object>> changed =
                asked.settings().map(shown -> Secrets.restored(shown, source.settings()));
        var draft = new Source.Draft(
                source.slug(),
                asked.name().orElse(source.name()).strip(),
                source.type(),
                asked.enabled().orElse(source.enabled()),
                source.origin(),
                changed.orElse(source.settings()));
        List<FieldError> errors = wrong(draft);
        if (!errors.isEmpty()) {
            throw ProblemException.invalid(errors);
        }
        var change = new Source.Change(
                Optional.of(draft.name()),
                Optional.empty(),
                Optional.of(draft.enabled()),
                Optional.empty(),
                Optional.of(draft.settings()));
        Source stored = center.sources().update(source, change, Actor.of(exchange));
        supervisor.synchronize();
        return Answer.ok(view.full(stored));
    }

    private Answer delete(Exchange exchange) {
        Source source = writable(exchange);
        requireUndefined(source, "delete");
        center.sources().delete(source, Actor.of(exchange));
        supervisor.synchronize();
        return Answer.noContent();
    }

    private Answer raw(Exchange exchange) {
        return Answer.ok(new RawPage(running(writable(exchange)).raw()));
    }

    private Runner running(Source source) {
        return supervisor
                .runner(source)
                .orElseThrow(() -> ProblemException.of(
                        ConnectorError.SOURCE_NOT_RUNNING,
                        "Source %s is not running: %s."
                                .formatted(source.slug(), view.brief(source).detail())));
    }

    private Answer test(Exchange exchange) throws IOException {
        SourceTest asked = exchange.body(SourceTest.class);
        String station = exchange.writable();
        Optional<Source> stored = asked.slug().flatMap(slug -> center.sources().find(station, slug));
        if (asked.slug().isPresent() && stored.isEmpty()) {
            throw absent(asked.slug().get() + " at station " + station);
        }
        Map<String, Object> before = stored.map(Source::settings).orElse(Map.of());
        var draft = new Source.Draft(
                "test",
                "test",
                asked.type().or(() -> stored.map(Source::type)).orElse(Source.EXTERNAL),
                true,
                Supervisor.API,
                asked.settings().map(shown -> Secrets.restored(shown, before)).orElse(before));
        List<FieldError> errors = new ArrayList<>(wrong(draft));
        if (draft.type().equals(Source.EXTERNAL)) {
            errors.add(new FieldError("type", "is one that posts; there is nothing to try"));
        }
        long seconds = asked.seconds().orElse(TEST_SECONDS);
        if (seconds < 1 || seconds > MOST_TEST_SECONDS) {
            errors.add(new FieldError("seconds", "must be from 1 to %d".formatted(MOST_TEST_SECONDS)));
        }
        if (!errors.isEmpty()) {
            throw ProblemException.invalid(errors);
        }
        if (settings.check("test", draft.name(), draft.type(), true, draft.settings())
                instanceof Settings.One.Good(SourceSettings good)) {
            try {
                return Answer.ok(trials.run(station, good, Duration.ofSeconds(seconds)));
            } catch (InterruptedException _) {
                Thread.currentThread().interrupt();
                throw ProblemException.of(RequestError.UNAVAILABLE, "The center is stopping.");
            }
        }
        throw new IllegalStateException("settings that were good are wrong");
    }

    private Answer run(Exchange exchange) {
        Source source = writable(exchange);
        running(source).runNow();
        return Answer.accepted(view.full(source));
    }

    private Source writable(Exchange exchange) {
        String station = exchange.writable();
        String slug = exchange.path("slug");
        return center.sources().find(station, slug).orElseThrow(() -> absent(slug + " at station " + station));
    }

    private static ProblemException absent(String what) {
        return ProblemException.of(RequestError.NOT_FOUND, "There is no source %s.".formatted(what));
    }

    /// What a file says is changed in the file: otherwise the next start would undo it.
    private void requireUndefined(Source source, String verb) {
        if (!supervisor.isDefined(source)) {
            return;
        }
        throw ProblemException.of(
                ConnectorError.SOURCE_IN_FILE,
                source.origin().equals(Supervisor.DEMO)
                        ? "Source %s belongs to the demo.".formatted(source.slug())
                        : "Source %s is defined in %s; %s it there."
                                .formatted(source.slug(), supervisor.fileName(), verb));
    }

    private List<FieldError> wrong(Source.Draft draft) {
        var errors = new ArrayList<FieldError>();
        if (draft.name().isEmpty() || draft.name().length() > NAME_CHARACTERS) {
            errors.add(new FieldError("name", "must have 1 to %d characters".formatted(NAME_CHARACTERS)));
            return errors;
        }
        if (String.valueOf(draft.settings().get("mode")).equals("offline")) {
            // Else whoever may make sources could read any file that the center can read.
            errors.add(new FieldError("settings.mode", "offline is only for sources of the settings file"));
        }
        // The slug has its own check; here it only names the place.
        Settings.One checked = settings.check("source", draft.name(), draft.type(), draft.enabled(), draft.settings());
        if (checked instanceof Settings.One.Wrong(List<SettingsProblem> problems)) {
            problems.forEach(problem -> errors.add(new FieldError(field(problem.path()), problem.message())));
        }
        return errors;
    }

    private static String field(String path) {
        boolean beside = path.equals("type") || path.equals("name") || path.equals("enabled");
        return beside ? path : path.isEmpty() ? "settings" : "settings." + path;
    }
}
