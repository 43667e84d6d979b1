package org.vtoc.server.chat;

import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.vtoc.server.audit.Actor;
import org.vtoc.server.audit.Audit;
import org.vtoc.server.audit.AuditEntry;
import org.vtoc.server.identity.User;
import org.vtoc.server.platform.db.OrderedIds;
import org.vtoc.server.platform.error.ProblemException;
import org.vtoc.server.platform.error.RequestError;
import org.vtoc.server.platform.http.Stations;
import org.vtoc.server.platform.security.Caller;

/// The channels, held in memory so that finding one and deciding who may read it costs no query. Thread-safe.
///
/// A change made here counts at once, one made by another process after [#reload()].
final class Channels {
    static final int MOST = 20_000;
    static final int MOST_MEMBERS = 500;

    private static final Actor SELF = Actor.system("chat");

    private record Known(Channel channel, Counters counters) {}

    private final Jdbi db;
    private final Audit audit;
    private final Stations stations;
    private final OrderedIds ids;
    private final InstantSource clock;
    private final Runnable stirred;
    final ChannelStore store = new ChannelStore();
    private final Map<UUID, Known> channels = new ConcurrentHashMap<>();
    private final Map<UUID, UUID> byMainThread = new ConcurrentHashMap<>();

    /// @param stirred is told of every change that somebody may see
    Channels(Jdbi db, Audit audit, Stations stations, OrderedIds ids, InstantSource clock, Runnable stirred) {
        this.db = db;
        this.audit = audit;
        this.stations = stations;
        this.ids = ids;
        this.clock = clock;
        this.stirred = stirred;
    }

    Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MICROS);
    }

    /// Makes the channels of stations that have none yet.
    void completeStations() {
        db.useTransaction(tx -> {
            store.lock(tx);
            store.stationsWithoutChannel(tx).forEach(station -> {
                Channel made = new Channel(
                        ids.next(),
                        Channel.Kind.STATION,
                        Optional.of(station.slug()),
                        freeSlug(tx, slug(station.callsign())),
                        station.callsign(),
                        "",
                        false,
                        ids.next(),
                        Set.of(),
                        SELF.name(),
                        now());
                store.insert(tx, made, Optional.empty());
                note(tx, SELF, "channel.created", made);
            });
        });
        reload();
    }

    /// Reads what other processes may have changed.
    void reload() {
        Map<Channel, Counters> read = db.withHandle(store::all);
        boolean changed = false;
        for (Map.Entry<Channel, Counters> entry : read.entrySet()) {
            Known before = channels.get(entry.getKey().id());
            changed |= before == null || !before.channel().equals(entry.getKey());
            put(entry.getKey(), entry.getValue());
        }
        if (changed) {
            stirred.run();
        }
    }

    private void put(Channel channel, Counters counters) {
        channels.merge(
                channel.id(),
                new Known(channel, counters),
                (before, now) -> new Known(now.channel(), before.counters().orNewer(now.counters())));
        byMainThread.put(channel.mainThread(), channel.id());
    }

    /// A channel's messages changed; after the commit.
    void moved(UUID channel, Counters counters) {
        channels.computeIfPresent(
                channel,
                (_, known) -> new Known(known.channel(), known.counters().orNewer(counters)));
        stirred.run();
    }

    /// @throws ProblemException 404 there is none of the id that the caller may read
    Channel readable(Caller caller, UUID id) {
        return Optional.ofNullable(channels.get(id))
                .map(Known::channel)
                .filter(channel -> mayRead(caller, channel))
                .orElseThrow(() -> none(id.toString()));
    }

    /// By id, slug, or name, in this order.
    ///
    /// @throws ProblemException 404 there is none that the caller may read
    Channel readable(Caller caller, String text) {
        String wanted = text.toLowerCase(Locale.ROOT);
        return all().filter(channel -> mayRead(caller, channel))
                .filter(channel -> channel.id().toString().equals(wanted)
                        || channel.slug().equals(wanted)
                        || channel.name().toLowerCase(Locale.ROOT).equals(wanted))
                .min(Comparator.comparing(channel -> channel.slug().equals(wanted) ? 0 : 1))
                .orElseThrow(() -> none(text));
    }

    static ProblemException none(String name) {
        return ProblemException.of(RequestError.NOT_FOUND, "There is no channel %s.".formatted(name));
    }

    /// @throws ProblemException 404 as [#readable], 403 may only read it, 409 it is archived
    Channel writable(Caller caller, UUID id) {
        Channel channel = readable(caller, id);
        if (!channel.mayWrite(caller)) {
            throw ProblemException.of(
                    RequestError.NOT_ALLOWED, "This needs the role operator in the station of the channel.");
        }
        if (channel.archived()) {
            throw ProblemException.of(
                    ChatError.CHANNEL_ARCHIVED, "The channel %s is archived.".formatted(channel.name()));
        }
        return channel;
    }

    boolean mayRead(Caller caller, Channel channel) {
        return channel.station().map(stations.served()::contains).orElse(true) && channel.mayRead(caller);
    }

    boolean mayRead(Caller caller, UUID id) {
        Known known = channels.get(id);
        return known != null && mayRead(caller, known.channel());
    }

    /// The channels that the caller may read, oldest first.
    List<Channel> readable(Caller caller) {
        return all().filter(channel -> mayRead(caller, channel))
                .sorted(Comparator.comparing(channel -> channel.id().toString()))
                .toList();
    }

    private Stream<Channel> all() {
        return channels.values().stream().map(Known::channel);
    }

    Counters counters(UUID channel) {
        Known known = channels.get(channel);
        return known == null ? Counters.NONE : known.counters();
    }

    Optional<UUID> ofMainThread(UUID thread) {
        return Optional.ofNullable(byMainThread.get(thread));
    }

    /// Makes a channel of a station.
    ///
    /// @throws ProblemException 409 the name is taken
    Channel create(Channel.Kind kind, String station, String name, String topic, Set<UUID> members, Actor by) {
        Channel made = db.inTransaction(tx -> {
            store.lock(tx);
            requireRoom(tx);
            String slug = slug(name);
            if (store.slugTaken(tx, slug)) {
                throw ProblemException.of(
                        ChatError.CHANNEL_EXISTS, "There is a channel with the short name %s.".formatted(slug));
            }
            Channel channel = new Channel(
                    ids.next(),
                    kind,
                    Optional.of(station),
                    slug,
                    name,
                    topic,
                    false,
                    ids.next(),
                    members,
                    by.name(),
                    now());
            store.insert(tx, channel, Optional.empty());
            note(tx, by, "channel.created", channel);
            return channel;
        });
        put(made, Counters.NONE);
        stirred.run();
        return made;
    }

    /// @param made whether it was not there before
    record Direct(Channel channel, boolean made) {}

    /// The channel of two users.
    Direct direct(Caller.User from, User to, Actor by) {
        String pair = Stream.of(from.id().toString(), to.id().toString())
                .sorted()
                .reduce((low, high) -> low + " " + high)
                .orElseThrow();
        Direct direct = db.inTransaction(tx -> {
            store.lock(tx);
            Optional<Channel> known = store.ofPair(tx, pair).flatMap(id -> store.locked(tx, id));
            if (known.isPresent()) {
                return new Direct(known.get(), false);
            }
            requireRoom(tx);
            UUID id = ids.next();
            Channel channel = new Channel(
                    id,
                    Channel.Kind.DIRECT,
                    Optional.empty(),
                    id.toString(),
                    "",
                    "",
                    false,
                    ids.next(),
                    Set.of(from.id(), to.id()),
                    by.name(),
                    now());
            store.insert(tx, channel, Optional.of(pair));
            note(tx, by, "channel.created", channel);
            return new Direct(channel, true);
        });
        put(direct.channel(), Counters.NONE);
        stirred.run();
        return direct;
    }

    private void requireRoom(Handle tx) {
        if (store.count(tx) >= MOST) {
            throw ProblemException.of(ChatError.TOO_MANY_CHANNELS, "There are %d channels.".formatted(MOST));
        }
    }

    /// What a change does to a channel under its lock.
    @FunctionalInterface
    interface Change {
        Channel of(Channel before);
    }

    Channel change(UUID id, Change change, Actor by) {
        return change(id, change, (tx, after) -> store.update(tx, after), "channel.changed", by);
    }

    Channel addMember(UUID id, UUID user, Actor by) {
        return change(
                id,
                before -> {
                    var members = new HashSet<>(before.members());
                    members.add(user);
                    if (members.size() > MOST_MEMBERS) {
                        throw ProblemException.invalid("members", "must not be more than %d".formatted(MOST_MEMBERS));
                    }
                    return withMembers(before, members);
                },
                (tx, _) -> store.addMember(tx, id, user, now()),
                "channel.member-added",
                by);
    }

    Channel removeMember(UUID id, UUID user, Actor by) {
        return change(
                id,
                before -> {
                    var members = new HashSet<>(before.members());
                    members.remove(user);
                    return withMembers(before, members);
                },
                (tx, _) -> store.removeMember(tx, id, user),
                "channel.member-removed",
                by);
    }

    private interface Write {
        void apply(Handle tx, Channel after);
    }

    private Channel change(UUID id, Change change, Write write, String action, Actor by) {
        Channel changed = db.inTransaction(tx -> {
            Channel after = change.of(store.locked(tx, id).orElseThrow(() -> none(id.toString())));
            write.apply(tx, after);
            note(tx, by, action, after);
            return after;
        });
        put(changed, Counters.NONE);
        stirred.run();
        return changed;
    }

    private static Channel withMembers(Channel before, Set<UUID> members) {
        return new Channel(
                before.id(),
                before.kind(),
                before.station(),
                before.slug(),
                before.name(),
                before.topic(),
                before.archived(),
                before.mainThread(),
                members,
                before.createdBy(),
                before.createdAt());
    }

    private void note(Handle tx, Actor by, String action, Channel channel) {
        audit.append(
                tx,
                new AuditEntry(
                        by,
                        action,
                        channel.id().toString(),
                        Map.of(
                                "slug", channel.slug(),
                                "kind", channel.kind().wireName(),
                                "name", channel.name(),
                                "members",
                                        channel.members().stream()
                                                .map(UUID::toString)
                                                .sorted()
                                                .toList())));
    }

    /// Lower case, letters and digits of any script, the rest as single hyphens.
    ///
    /// @throws ProblemException nothing is left
    private static String slug(String name) {
        String slug = name.toLowerCase(Locale.ROOT)
                .replaceAll("[^\\p{L}\\p{N}]+", "-")
                .replaceAll("^-|-$", "");
        if (slug.isEmpty()) {
            throw ProblemException.invalid("name", "needs a letter or a digit");
        }
        return slug;
    }

    private String freeSlug(Handle tx, String wanted) {
        String slug = wanted;
        for (int i = 2; store.slugTaken(tx, slug); i++) {
            slug = wanted + "-" + i;
        }
        return slug;
    }
}
