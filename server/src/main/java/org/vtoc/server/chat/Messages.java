package org.vtoc.server.chat;

import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.vtoc.server.audit.Actor;
import org.vtoc.server.audit.Audit;
import org.vtoc.server.audit.AuditEntry;
import org.vtoc.server.identity.User;
import org.vtoc.server.platform.db.OrderedIds;
import org.vtoc.server.platform.error.ProblemException;
import org.vtoc.server.platform.error.RequestError;
import org.vtoc.server.platform.security.Caller;

/// Threads and messages, and changing them. Thread-safe.
final class Messages {
    private static final int MOST_EMOJI = 20;

    private final Jdbi db;
    private final Audit audit;
    private final Channels channels;
    private final Scribe scribe;
    private final Supplier<List<User>> users;
    private final OrderedIds ids;
    final MessageStore store = new MessageStore();
    final ThreadStore threads = new ThreadStore();
    private final SearchStore finder = new SearchStore();

    Messages(Jdbi db, Audit audit, Channels channels, Scribe scribe, Supplier<List<User>> users, OrderedIds ids) {
        this.db = db;
        this.audit = audit;
        this.channels = channels;
        this.scribe = scribe;
        this.users = users;
        this.ids = ids;
    }

    /// @throws ProblemException 404 there is none that the caller may read
    ChatThread thread(Caller caller, UUID id) {
        ChatThread thread = db.withHandle(handle -> threads.find(handle, id)).orElseThrow(() -> noThread(id));
        if (!channels.mayRead(caller, thread.channelId())) {
            throw noThread(id);
        }
        return thread;
    }

    private static ProblemException noThread(UUID id) {
        return ProblemException.of(RequestError.NOT_FOUND, "There is no thread %s.".formatted(id));
    }

    /// @param made whether it was not there before
    record Opened(ChatThread thread, boolean made) {}

    /// The thread of a subject or below a message, made if there is none yet; or a new one with a title alone.
    Opened openThread(Caller caller, UUID channelId, ChatThread.NewThread wanted) {
        Channel channel = channels.writable(caller, channelId);
        String title =
                wanted.title().map(text -> MessageText.name("title", text, 200)).orElse("");
        if (title.isEmpty() && wanted.subject().isEmpty() && wanted.messageId().isEmpty()) {
            throw ProblemException.invalid("title", "is missing");
        }
        wanted.subject().ifPresent(subject -> {
            if (!subject.type().matches("[a-z][a-z-]{0,39}")) {
                throw ProblemException.invalid("subject.type", "must be lower case letters and hyphens");
            }
            MessageText.name("subject.id", subject.id(), 200);
        });
        Instant now = channels.now();
        var thread = new ChatThread(
                ids.next(), channelId, title, wanted.subject(), wanted.messageId(), 0, now, caller.name(), now);
        return db.inTransaction(tx -> {
            wanted.messageId().ifPresent(id -> requireRoot(tx, channel, id));
            if (threads.insert(tx, thread)) {
                return new Opened(thread, true);
            }
            ChatThread known = wanted.messageId()
                    .flatMap(id -> threads.ofRoot(tx, id))
                    .or(() -> wanted.subject().flatMap(subject -> threads.ofSubject(tx, channelId, subject)))
                    .orElseThrow(() -> new IllegalStateException("a thread is there and is not"));
            return new Opened(known, false);
        });
    }

    private void requireRoot(Handle tx, Channel channel, UUID id) {
        boolean good = store.find(tx, id)
                .filter(message -> message.threadId().equals(channel.mainThread()))
                .isPresent();
        if (!good) {
            throw ProblemException.invalid("message_id", "must be a message of the channel's main thread");
        }
    }

    /// Stores a message; returns after the commit.
    Message post(Caller caller, UUID threadId, Message.NewMessage wanted) {
        UUID channelId = channels.ofMainThread(threadId)
                .filter(id -> channels.mayRead(caller, id))
                .orElseGet(() -> thread(caller, threadId).channelId());
        Channel channel = channels.writable(caller, channelId);
        Optional<UUID> root = threadId.equals(channel.mainThread())
                ? Optional.empty()
                : db.withHandle(handle -> threads.find(handle, threadId)).flatMap(ChatThread::rootMessageId);
        String text = MessageText.checked("text", wanted.text().orElse(""));
        return scribe.write(new Scribe.Draft(
                ids.next(),
                channelId,
                threadId,
                root,
                Message.Author.of(caller),
                text,
                mentions(channel, text),
                MessageText.references(text)));
    }

    private List<Message.Mention> mentions(Channel channel, String text) {
        if (!MessageText.mayMention(text)) {
            return List.of();
        }
        Map<String, Message.Mention> known = new HashMap<>();
        users.get().stream()
                .filter(channel::reaches)
                .forEach(user -> known.put(
                        user.username().toLowerCase(Locale.ROOT), new Message.Mention(user.id(), user.username())));
        return MessageText.mentions(text, known);
    }

    /// A message of a thread that the caller may read.
    Optional<Message> find(ChatThread thread, UUID id) {
        return db.withHandle(handle -> store.find(handle, id))
                .filter(message -> message.threadId().equals(thread.id()));
    }

    /// @throws ProblemException 404 there is none that the caller may read
    Message message(Caller caller, UUID id) {
        return db.withHandle(handle -> readable(handle, caller, id));
    }

    private Message readable(Handle handle, Caller caller, UUID id) {
        return store.find(handle, id)
                .filter(message -> channels.mayRead(caller, message.channelId()))
                .orElseThrow(
                        () -> ProblemException.of(RequestError.NOT_FOUND, "There is no message %s.".formatted(id)));
    }

    List<Message> page(UUID thread, MessageStore.Place place, int limit) {
        return db.withHandle(handle -> store.list(handle, thread, place, limit));
    }

    List<ChatThread> threads(Channel channel, Optional<ThreadStore.Place> before, int limit) {
        return db.withHandle(handle -> threads.list(handle, channel.id(), channel.mainThread(), before, limit));
    }

    List<Message.Revision> revisions(UUID message, int after, int limit) {
        return db.withHandle(handle -> store.revisions(handle, message, after, limit));
    }

    /// What a change does to a message, under the lock of its channel.
    private interface Change {
        /// @param version that the message has from now on
        void apply(Handle tx, Message before, long version);
    }

    /// The messages with these words in channels that the caller may read, the best first.
    List<Found> search(List<Channel> among, String text, int offset, int limit) {
        List<UUID> ids = among.stream().map(Channel::id).toList();
        return db.withHandle(handle -> {
            List<SearchStore.Hit> hits = finder.search(handle, ids, text, offset, limit);
            Map<UUID, Message> found = store
                    .find(handle, hits.stream().map(SearchStore.Hit::id).toList())
                    .stream()
                    .collect(Collectors.toMap(Message::id, message -> message));
            return hits.stream()
                    .flatMap(hit ->
                            Optional.ofNullable(found.get(hit.id()))
                                    .map(message -> new Found(message, hit.snippet()))
                                    .stream())
                    .toList();
        });
    }

    private record Changed(Message message, Counters counters) {}

    private Message change(Caller caller, UUID id, Change change) {
        UUID channelId = message(caller, id).channelId();
        channels.writable(caller, channelId);
        Instant now = channels.now();
        Changed changed = db.inTransaction(tx -> {
            Counters counters = channels.store.count(tx, channelId, 1, 0, now);
            Message before = readable(tx, caller, id);
            if (before.deletedAt().isPresent()) {
                throw ProblemException.of(ChatError.MESSAGE_DELETED, "The message is deleted.");
            }
            change.apply(tx, before, counters.version());
            return new Changed(readable(tx, caller, id), counters);
        });
        channels.moved(channelId, changed.counters());
        return changed.message();
    }

    /// Puts another text in the place of one's own.
    ///
    /// @param precondition refuses a message that is not the one that the caller has seen
    Message edit(Caller caller, UUID id, Message.MessageChange wanted, Consumer<Message> precondition) {
        String text = MessageText.checked("text", wanted.text().orElse(""));
        return change(caller, id, (tx, before, version) -> {
            if (!isOwn(caller, before)) {
                throw ProblemException.of(RequestError.NOT_ALLOWED, "Only its author may change a message.");
            }
            precondition.accept(before);
            Channel channel = channels.readable(caller, before.channelId());
            List<Message.Mention> mentions = mentions(channel, text);
            store.edit(
                    tx,
                    new Message(
                            before.id(),
                            before.channelId(),
                            before.threadId(),
                            before.number(),
                            version,
                            before.author(),
                            text,
                            mentions,
                            MessageText.references(text),
                            before.reactions(),
                            before.replies(),
                            before.revision() + 1,
                            before.createdAt(),
                            Optional.empty(),
                            Optional.empty(),
                            Optional.empty()),
                    channels.now());
        });
    }

    private static boolean isOwn(Caller caller, Message message) {
        Message.Author author = Message.Author.of(caller);
        return author.kind() == message.author().kind()
                && author.id().equals(message.author().id());
    }

    /// Takes back what the caller said; administrators may take back what others said. That something was said stays.
    Message delete(Caller caller, UUID id, Consumer<Message> precondition, Actor by) {
        return change(caller, id, (tx, before, version) -> {
            if (!isOwn(caller, before) && !(caller instanceof Caller.User user && user.admin())) {
                throw ProblemException.of(
                        RequestError.NOT_ALLOWED, "Only its author or an administrator may delete a message.");
            }
            precondition.accept(before);
            store.delete(tx, id, version, channels.now(), caller.name());
            audit.append(
                    tx,
                    new AuditEntry(
                            by,
                            "message.deleted",
                            id.toString(),
                            Map.of(
                                    "channel", before.channelId().toString(),
                                    "author", before.author().name())));
        });
    }

    Message react(Caller.User caller, UUID id, String emoji) {
        Emoji.checked(emoji);
        return change(caller, id, (tx, before, version) -> {
            boolean known = before.reactions().stream()
                    .anyMatch(reaction -> reaction.emoji().equals(emoji));
            if (!known && before.reactions().size() >= MOST_EMOJI) {
                throw ProblemException.of(
                        ChatError.TOO_MANY_REACTIONS, "A message has at most %d kinds.".formatted(MOST_EMOJI));
            }
            if (store.react(tx, id, emoji, new Message.Mention(caller.id(), caller.name()), channels.now())) {
                store.touch(tx, id, version);
            }
        });
    }

    Message unreact(Caller.User caller, UUID id, String emoji) {
        return change(caller, id, (tx, _, version) -> {
            if (store.unreact(tx, id, emoji, caller.id())) {
                store.touch(tx, id, version);
            }
        });
    }
}
