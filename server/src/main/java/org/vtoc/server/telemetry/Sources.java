package org.vtoc.server.telemetry;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import org.vtoc.server.audit.Actor;
import org.vtoc.server.audit.Audit;
import org.vtoc.server.audit.AuditEntry;
import org.vtoc.server.platform.error.ProblemException;

/// The sources of all stations served.
public final class Sources {
    private static final Pattern SLUG = Pattern.compile("[a-z0-9][a-z0-9._-]{0,63}");
    /// More than this at one station is a program that makes up names.
    private static final int MOST = 10_000;

    private final Map<String, StationTelemetry> stations;
    private final Audit audit;
    private final Supplier<UUID> ids;
    private final Silences silences;

    Sources(Map<String, StationTelemetry> stations, Audit audit, Supplier<UUID> ids) {
        this.stations = stations;
        this.audit = audit;
        this.ids = ids;
        this.silences = new Silences(stations, ids);
    }

    public Silences silences() {
        return silences;
    }

    /// By station, then slug.
    public List<Source> list(List<String> wanted) {
        var found = new ArrayList<Source>();
        wanted.forEach(station -> found.addAll(at(station).all()));
        return found;
    }

    public Optional<Source> find(String station, String slug) {
        return at(station).find(slug.toLowerCase(Locale.ROOT));
    }

    Optional<Source> byId(String station, String id) {
        return at(station).byId(id);
    }

    /// Makes a source.
    ///
    /// @throws ProblemException 409 the slug is taken, 422 it is none or there are too many sources
    public Source create(String station, Source.Draft draft, Actor by) {
        if (!SLUG.matcher(draft.slug()).matches()) {
            throw ProblemException.invalid(
                    "slug", "must have 1 to 64 of a-z, 0-9, '.', '_', '-', and begin with a letter or digit");
        }
        StationSources sources = at(station);
        if (sources.count() >= MOST) {
            throw ProblemException.invalid("slug", "station %s has %d sources already".formatted(station, MOST));
        }
        Source made = sources.database().inTransaction(tx -> {
            Source source = sources.insert(tx, ids.get(), draft)
                    .orElseThrow(() -> ProblemException.of(
                            TelemetryError.SOURCE_EXISTS,
                            "Station %s has a source %s already.".formatted(station, draft.slug())));
            audit.append(tx, entry(by, "source.created", source));
            return source;
        });
        sources.changed(made);
        return made;
    }

    /// The source with this slug, made now if the first event names it.
    public Source findOrCreate(String station, String slug, String name, Actor by) {
        String lower = slug.toLowerCase(Locale.ROOT);
        Optional<Source> known = find(station, lower);
        if (known.isPresent()) {
            return known.get();
        }
        var draft = new Source.Draft(lower, name.isBlank() ? lower : name, Source.EXTERNAL, true, "auto", Map.of());
        try {
            return create(station, draft, by);
        } catch (ProblemException taken) {
            if (taken.code() != TelemetryError.SOURCE_EXISTS) {
                throw taken;
            }
            // Another request made it in between; its transaction has committed, its memory follows.
            StationSources sources = at(station);
            sources.reload();
            return sources.find(lower).orElseThrow(() -> taken);
        }
    }

    /// Writes the changed values of a source; `type` and `origin` follow the settings file for those it defines.
    public Source update(Source source, Source.Change change, Actor by) {
        StationSources sources = at(source.station());
        Source wanted = source.with(change);
        Source stored = sources.database().inTransaction(tx -> {
            Source updated = sources.update(tx, wanted);
            audit.append(tx, entry(by, "source.updated", updated));
            return updated;
        });
        sources.changed(stored);
        return stored;
    }

    /// Deletes the source; its events stay.
    public void delete(Source source, Actor by) {
        StationSources sources = at(source.station());
        sources.database().useTransaction(tx -> {
            sources.delete(tx, source);
            audit.append(tx, entry(by, "source.deleted", source));
        });
        sources.deleted(source);
    }

    private static AuditEntry entry(Actor by, String action, Source source) {
        return new AuditEntry(by, action, source.slug(), Map.of("type", source.type(), "enabled", source.enabled()));
    }

    private StationSources at(String station) {
        StationTelemetry found = stations.get(station);
        if (found == null) {
            throw new IllegalStateException("station " + station + " is not served");
        }
        return found.sources;
    }
}
