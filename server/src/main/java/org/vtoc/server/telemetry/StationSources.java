package org.vtoc.server.telemetry;

import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.vtoc.server.platform.security.Seal;

/// The sources of one station, in memory and in its database. A deleted source's name stays known for its events.
final class StationSources {
    private final SourceStore store;
    private final Jdbi database;
    private final InstantSource clock;
    private final Map<String, Source> bySlug = new ConcurrentHashMap<>();
    private final Map<Integer, Source> byNumber = new ConcurrentHashMap<>();
    private final Map<Integer, Long> ingested = new HashMap<>();

    StationSources(String station, Jdbi database, Seal seal, InstantSource clock) {
        this.store = new SourceStore(station, seal);
        this.database = database;
        this.clock = clock;
        database.useTransaction(store::sealAll);
        reload();
    }

    /// Reads what other processes may have made.
    void reload() {
        database.useHandle(handle -> store.all(handle).forEach(this::remember));
    }

    private void remember(Source source) {
        bySlug.put(source.slug(), source);
        byNumber.put(source.number(), source);
    }

    List<Source> all() {
        return bySlug.values().stream()
                .map(this::current)
                .sorted(java.util.Comparator.comparing(Source::slug))
                .toList();
    }

    Optional<Source> find(String slug) {
        return Optional.ofNullable(bySlug.get(slug)).map(this::current);
    }

    Optional<Source> byId(String id) {
        return bySlug.values().stream()
                .filter(source -> source.id().toString().equals(id))
                .findFirst();
    }

    String slug(int number) {
        Source source = byNumber.get(number);
        return source == null ? "deleted-" + number : source.slug();
    }

    Optional<Source> byNumber(int number) {
        return Optional.ofNullable(byNumber.get(number));
    }

    int count() {
        return bySlug.size();
    }

    /// @return empty where the slug is taken
    Optional<Source> insert(Handle tx, java.util.UUID id, Source.Draft draft) {
        return store.insert(tx, id, draft, clock.instant());
    }

    Source update(Handle tx, Source source) {
        return store.update(tx, source);
    }

    void delete(Handle tx, Source source) {
        store.delete(tx, source);
    }

    /// After the commit of an insert or update.
    void changed(Source source) {
        remember(source);
    }

    /// After the commit of a delete.
    void deleted(Source source) {
        bySlug.remove(source.slug());
    }

    Jdbi database() {
        return database;
    }

    synchronized void noteIngested(int number, long micros) {
        ingested.merge(number, micros, Math::max);
    }

    private Source current(Source source) {
        Long micros;
        synchronized (this) {
            micros = ingested.get(source.number());
        }
        if (micros == null) {
            return source;
        }
        return source.ingestedAt(Times.instant(micros));
    }

    /// Writes down when each source was last heard, now and then; a crash costs the last interval of it.
    void save() {
        Map<Integer, Long> times;
        synchronized (this) {
            times = Map.copyOf(ingested);
        }
        if (!times.isEmpty()) {
            database.useTransaction(
                    tx -> times.forEach((number, micros) -> store.touch(tx, number, Times.instant(micros))));
        }
    }
}
