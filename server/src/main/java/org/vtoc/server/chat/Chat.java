package org.vtoc.server.chat;

import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.random.RandomGenerator;
import org.jdbi.v3.core.Jdbi;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.vtoc.server.audit.Audit;
import org.vtoc.server.identity.Identity;
import org.vtoc.server.identity.User;
import org.vtoc.server.platform.db.OrderedIds;
import org.vtoc.server.platform.error.ProblemException;
import org.vtoc.server.platform.http.Route;
import org.vtoc.server.platform.http.Stations;
import org.vtoc.server.platform.security.Caller;
import org.vtoc.server.platform.security.Policy;

/// Channels, threads and messages. Thread-safe.
public final class Chat implements AutoCloseable {
    /// How often what other processes have changed is read.
    private static final Duration RELOAD = Duration.ofSeconds(10);

    private static final Logger LOG = LoggerFactory.getLogger(Chat.class);

    private final Jdbi db;
    private final Identity identity;
    private final Stations stations;
    private final Channels channels;
    private final Marks marks;
    private final Scribe scribe;
    private final Messages messages;
    private final Presence presence;
    private final AtomicLong stirred = new AtomicLong();
    private final List<Runnable> watchers = new CopyOnWriteArrayList<>();
    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name("chat").factory());

    private Chat(
            Jdbi db, Audit audit, Identity identity, Stations stations, InstantSource clock, RandomGenerator random) {
        this.db = db;
        this.identity = identity;
        this.stations = stations;
        var ids = new OrderedIds(clock, random);
        this.channels = new Channels(db, audit, stations, ids, clock, this::stir);
        this.marks = new Marks(db);
        this.presence = new Presence(this::stir);
        this.scribe = new Scribe(db, channels, marks);
        this.messages = new Messages(db, audit, channels, scribe, identity::users, ids);
    }

    /// Opens chat on the control database; stations without a channel get theirs.
    public static Chat open(
            Jdbi db, Audit audit, Identity identity, Stations stations, InstantSource clock, RandomGenerator random) {
        var chat = new Chat(db, audit, identity, stations, clock, random);
        chat.completeStations();
        var _ = chat.timer.scheduleWithFixedDelay(
                chat::reload, RELOAD.toMillis(), RELOAD.toMillis(), TimeUnit.MILLISECONDS);
        return chat;
    }

    /// Makes the channel of a station that has none yet.
    public void completeStations() {
        channels.completeStations();
    }

    private void reload() {
        try {
            channels.reload();
            marks.forget();
        } catch (RuntimeException failure) {
            LOG.warn("channels could not be read anew; will try again", failure);
        }
    }

    public List<Route> routes() {
        var routes = new ArrayList<Route>();
        routes.addAll(new ChannelResource(this, channels).routes());
        routes.addAll(new ThreadResource(messages, channels).routes());
        routes.addAll(new MessageResource(messages, channels).routes());
        routes.addAll(new PersonResource(this).routes());
        return routes;
    }

    /// Tells a feature of every message that is posted from now on.
    public void whenPosted(MessageListener listener) {
        scribe.add(listener);
    }

    /// Runs the watcher after every change that somebody may see; it must not block.
    public void whenStirred(Runnable watcher) {
        watchers.add(watcher);
    }

    private void stir() {
        stirred.incrementAndGet();
        watchers.forEach(Runnable::run);
    }

    /// Counts the changes that somebody may see.
    public long stirred() {
        return stirred.get();
    }

    public Presence presence() {
        return presence;
    }

    List<User> users() {
        return identity.users();
    }

    /// The users whom somebody may meet: administrators, and those of the stations that they may read.
    List<User> peopleOf(Caller.User caller) {
        return usersOf(stations.served().stream()
                .filter(station -> Policy.allows(caller, Channel.READ, station))
                .toList());
    }

    private List<User> usersOf(List<String> slugs) {
        return users().stream()
                .filter(user -> user.admin() || slugs.stream().anyMatch(user.stations()::containsKey))
                .sorted(Comparator.comparing(User::username, String.CASE_INSENSITIVE_ORDER))
                .toList();
    }

    List<Person> people(List<String> slugs) {
        return usersOf(slugs).stream().map(this::person).toList();
    }

    private Person person(User user) {
        return new Person(user.id(), user.username(), presence.of(user.id()));
    }

    /// Whom the caller may meet, and whether they are there.
    public List<Person> people(Caller.User caller) {
        return peopleOf(caller).stream().map(this::person).toList();
    }

    /// The channels that the caller may read, as they see them.
    public List<ChannelItem> channels(Caller.User caller) {
        return channels.readable(caller).stream()
                .map(channel -> item(caller, channel))
                .toList();
    }

    ChannelItem item(Caller caller, Channel channel) {
        Counters counters = channels.counters(channel.id());
        Marks.Mark mark = caller instanceof Caller.User user
                ? marks.of(user.id(), channel, counters.messages())
                : new Marks.Mark(counters.messages(), 0);
        List<Message.Mention> members = channel.members().isEmpty()
                ? List.of()
                : users().stream()
                        .filter(user -> channel.members().contains(user.id()))
                        .map(user -> new Message.Mention(user.id(), user.username()))
                        .sorted(Comparator.comparing(Message.Mention::username))
                        .toList();
        return new ChannelItem(
                channel.id(),
                channel.kind(),
                channel.station(),
                channel.slug(),
                channel.kind() == Channel.Kind.DIRECT ? other(caller, members) : channel.name(),
                channel.topic(),
                channel.archived(),
                channel.mainThread(),
                members,
                counters.messages(),
                counters.version(),
                mark.read(),
                Math.max(0, counters.messages() - mark.read()),
                mark.mentions(),
                counters.lastMessageAt(),
                channel.mayWrite(caller) && !channel.archived(),
                channel.createdAt());
    }

    private static String other(Caller caller, List<Message.Mention> members) {
        return members.stream()
                .map(Message.Mention::username)
                .filter(name -> !name.equals(caller.name()))
                .findFirst()
                .orElse("former user");
    }

    void read(Caller.User user, Channel channel, long number) {
        long newest = channels.counters(channel.id()).messages();
        marks.read(user.id(), channel.id(), Math.min(number, newest));
        stir();
    }

    /// The channel that a topic names by its id or short name.
    ///
    /// @throws ProblemException 404 there is none that the caller may read
    public UUID channel(Caller.User caller, String text) {
        Channel found = channels.readable(caller, text);
        if (!found.id().toString().equals(text) && !found.slug().equals(text)) {
            throw Channels.none(text);
        }
        return found.id();
    }

    /// @throws ProblemException 404 the caller may not read it any more
    public void requireReadable(Caller.User caller, UUID channel) {
        channels.readable(caller, channel);
    }

    /// How far a channel's messages have come; only grows.
    public long version(UUID channel) {
        return channels.counters(channel).version();
    }

    /// The newest few messages of a channel's main thread, oldest first.
    public List<Message> newest(Caller.User caller, UUID channel, int most) {
        UUID main = channels.readable(caller, channel).mainThread();
        return messages.page(main, new MessageStore.Place.Newest(), most).reversed();
    }

    /// The messages of all threads of a channel that changed after one version and up to another, in the order of
    /// their changes, each as it is now; empty where there are more than so many.
    public Optional<List<Message>> changed(UUID channel, long after, long upTo, int most) {
        List<Message> found = db.withHandle(handle -> messages.store.changed(handle, channel, after, upTo, most + 1));
        return found.size() > most ? Optional.empty() : Optional.of(found);
    }

    /// Stores what is under way, then ends.
    @Override
    public void close() {
        timer.shutdownNow();
        scribe.close();
    }
}
