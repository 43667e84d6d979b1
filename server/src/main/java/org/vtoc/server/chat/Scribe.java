package org.vtoc.server.chat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.vtoc.server.platform.db.DatabaseOutage;
import org.vtoc.server.platform.error.ProblemException;
import org.vtoc.server.platform.error.RequestError;

/// Group commit of new messages: what was written while the last commit was under way is stored by the next one.
/// Callers wait until theirs is committed. One thread writes; any thread may call.
final class Scribe implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Scribe.class);
    private static final int MOST_WAITING = 5_000;
    private static final int GROUP = 500;
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    /// A message to be.
    ///
    /// @param root the message that its thread hangs on
    record Draft(
            UUID id,
            UUID channel,
            UUID thread,
            Optional<UUID> root,
            Message.Author author,
            String text,
            List<Message.Mention> mentions,
            List<Message.Reference> references) {}

    private record Waiting(Draft draft, CompletableFuture<Message> stored) {}

    /// What a transaction did.
    private record Written(List<Message> messages, Map<UUID, Counters> channels) {}

    private final Jdbi db;
    private final Channels channels;
    private final Marks marks;
    private final MessageStore store = new MessageStore();
    private final ThreadStore threads = new ThreadStore();
    private final List<MessageListener> listeners = new CopyOnWriteArrayList<>();
    private final ArrayDeque<Waiting> queue = new ArrayDeque<>();
    private final Thread thread;
    private boolean closing;

    Scribe(Jdbi db, Channels channels, Marks marks) {
        this.db = db;
        this.channels = channels;
        this.marks = marks;
        this.thread = Thread.ofPlatform().name("chat-scribe").start(this::run);
    }

    void add(MessageListener listener) {
        listeners.add(listener);
    }

    /// Stores a message; returns after the commit.
    ///
    /// @throws ProblemException 429 too many wait, 503 the database can't store now
    Message write(Draft draft) {
        var waiting = new Waiting(draft, new CompletableFuture<>());
        synchronized (queue) {
            if (closing) {
                throw unavailable("The center is stopping.");
            }
            if (queue.size() >= MOST_WAITING) {
                throw ProblemException.of(ChatError.CHAT_BUSY, "%d messages wait to be stored.".formatted(queue.size()))
                        .retryAfter(Duration.ofSeconds(1));
            }
            queue.add(waiting);
            queue.notifyAll();
        }
        try {
            return waiting.stored().get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
        } catch (ExecutionException failure) {
            if (failure.getCause() instanceof ProblemException refusal) {
                throw refusal;
            }
            throw new IllegalStateException("a message could not be stored", failure.getCause());
        } catch (TimeoutException _) {
            throw unavailable("The database did not answer in time; it is not known whether the message was stored.");
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            throw unavailable("The center is stopping; it is not known whether the message was stored.");
        }
    }

    private static ProblemException unavailable(String detail) {
        return ProblemException.of(RequestError.UNAVAILABLE, detail).retryAfter(Duration.ofSeconds(2));
    }

    private void run() {
        while (true) {
            var group = new ArrayList<Waiting>();
            synchronized (queue) {
                try {
                    while (queue.isEmpty()) {
                        if (closing) {
                            return;
                        }
                        queue.wait();
                    }
                } catch (InterruptedException _) {
                    return;
                }
                while (!queue.isEmpty() && group.size() < GROUP) {
                    group.add(queue.remove());
                }
            }
            store(group);
        }
    }

    private void store(List<Waiting> group) {
        Written written;
        try {
            Instant now = channels.now();
            written = db.inTransaction(
                    tx -> write(tx, group.stream().map(Waiting::draft).toList(), now));
        } catch (RuntimeException failure) {
            if (DatabaseOutage.is(failure)) {
                LOG.warn("{} messages could not be stored: {}", group.size(), failure.getMessage());
                group.forEach(waiting ->
                        waiting.stored().completeExceptionally(unavailable("The database can't store right now.")));
            } else if (group.size() > 1) {
                // One message that can't be stored must not cost the others theirs.
                group.forEach(waiting -> store(List.of(waiting)));
            } else {
                group.getFirst().stored().completeExceptionally(failure);
            }
            return;
        }
        written.messages().forEach(this::tellMarks);
        written.channels().forEach(channels::moved);
        Map<UUID, Message> byId = written.messages().stream().collect(Collectors.toMap(Message::id, each -> each));
        for (Waiting waiting : group) {
            waiting.stored().complete(byId.get(waiting.draft().id()));
        }
    }

    private void tellMarks(Message message) {
        writer(message).ifPresent(user -> marks.isRead(user, message.channelId(), message.number()));
        message.mentions().forEach(user -> marks.isMentioned(user.id(), message.channelId(), message.number()));
    }

    /// Who writes has read what was written before.
    private static Optional<UUID> writer(Message message) {
        return message.author().kind() == Message.AuthorKind.USER
                ? message.author().id()
                : Optional.empty();
    }

    private Written write(Handle tx, List<Draft> drafts, Instant now) {
        // Channels in the order of their ids, so that transactions that lock several can't wait for each other.
        var byChannel = new TreeMap<String, List<Draft>>();
        drafts.forEach(draft -> byChannel
                .computeIfAbsent(draft.channel().toString(), _ -> new ArrayList<>())
                .add(draft));
        var messages = new ArrayList<Message>();
        var counters = new TreeMap<UUID, Counters>();
        for (List<Draft> ofChannel : byChannel.values()) {
            UUID channel = ofChannel.getFirst().channel();
            Set<UUID> roots = new LinkedHashSet<>();
            ofChannel.forEach(draft -> draft.root().ifPresent(roots::add));
            int changes = ofChannel.size() + roots.size();
            Counters counted = channels.store.count(tx, channel, changes, ofChannel.size(), now);
            counters.put(channel, counted);
            long version = counted.version() - changes;
            long number = counted.messages() - ofChannel.size();
            for (Draft draft : ofChannel) {
                messages.add(message(draft, ++number, ++version, now));
            }
            for (UUID root : roots) {
                store.touch(tx, root, ++version);
            }
            ofChannel.stream()
                    .collect(Collectors.groupingBy(Draft::thread, Collectors.counting()))
                    .forEach((talk, count) -> threads.count(tx, talk, count.intValue(), now));
        }
        store.insert(tx, messages);
        var last = new HashMap<List<UUID>, Message>();
        for (Message message : messages) {
            writer(message).ifPresent(user -> last.put(List.of(user, message.channelId()), message));
            message.mentions().forEach(user -> marks.mention(tx, user.id(), message.channelId(), message.number()));
            listeners.forEach(listener -> listener.posted(tx, message));
        }
        last.forEach((place, message) -> marks.read(tx, place.getFirst(), place.getLast(), message.number()));
        return new Written(messages, counters);
    }

    private static Message message(Draft draft, long number, long version, Instant now) {
        return new Message(
                draft.id(),
                draft.channel(),
                draft.thread(),
                number,
                version,
                draft.author(),
                draft.text(),
                draft.mentions(),
                draft.references(),
                List.of(),
                Optional.empty(),
                1,
                now,
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
    }

    /// Stores what waits, then ends.
    @Override
    public void close() {
        synchronized (queue) {
            closing = true;
            queue.notifyAll();
        }
        try {
            thread.join(PATIENCE);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }
}
