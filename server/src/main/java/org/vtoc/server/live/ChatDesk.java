package org.vtoc.server.live;

import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.vtoc.server.chat.Chat;
import org.vtoc.server.platform.http.SocketFrame;
import org.vtoc.server.platform.security.Caller;

/// What is said in the channels that are watched, in steps: what many viewers get alike is read and made into frames
/// once. Thread-safe.
final class ChatDesk {
    /// Changes that are sent one by one; after more, a viewer begins anew.
    private static final int MOST = 500;
    /// Who is behind by no more steps than these still gets what others got.
    private static final int STEPS = 20;

    private static final int MOST_TYPING = 50;
    /// How often others are told that one user still writes.
    private static final Duration TYPING_PAUSE = Duration.ofSeconds(2);

    /// A channel under the name by which it is watched.
    record Watched(UUID channel, String topic) {}

    /// @param upTo the version that a viewer has with these
    record News(List<SocketFrame> frames, long upTo) {}

    /// The changes from one version to a later one.
    private static final class Step {
        private final ChatFrames.Versions versions;
        private boolean read;
        private Optional<List<SocketFrame>> frames = Optional.empty();

        Step(ChatFrames.Versions versions) {
            this.versions = versions;
        }

        synchronized Optional<List<SocketFrame>> frames(Chat chat, Watched watched) {
            if (!read) {
                frames = ChatFrames.news(chat, watched.channel(), watched.topic(), versions, MOST);
                read = true;
            }
            return frames;
        }
    }

    private record Typing(long number, UUID user, SocketFrame frame) {}

    /// One watched channel; its lock is never held while the database is asked.
    private static final class Table {
        private final Deque<Step> steps = new ArrayDeque<>();
        private final Deque<Typing> typing = new ArrayDeque<>();
        private final Map<UUID, Long> typedAt = new HashMap<>();
        private long version;
        private long typed;

        Table(long version) {
            this.version = version;
        }

        synchronized void beat(long now) {
            if (now > version) {
                steps.add(new Step(new ChatFrames.Versions(version, now)));
                version = now;
                if (steps.size() > STEPS) {
                    steps.remove();
                }
            }
        }

        synchronized long version() {
            return version;
        }

        synchronized Optional<Step> after(long sent) {
            return steps.stream().filter(step -> step.versions.from() == sent).findFirst();
        }

        synchronized boolean types(UUID user, SocketFrame frame, long now) {
            typedAt.values().removeIf(at -> now - at >= TYPING_PAUSE.toMillis());
            if (typedAt.putIfAbsent(user, now) != null) {
                return false;
            }
            typing.add(new Typing(++typed, user, frame));
            if (typing.size() > MOST_TYPING) {
                typing.remove();
            }
            return true;
        }

        synchronized List<Typing> typingAfter(long number) {
            return typed == number
                    ? List.of()
                    : typing.stream().filter(each -> each.number() > number).toList();
        }

        synchronized long typed() {
            return typed;
        }
    }

    private final Chat chat;
    private final InstantSource clock;
    private final Runnable wake;
    private final Map<Watched, Table> tables = new ConcurrentHashMap<>();
    private volatile long stirred;

    /// @param wake has the viewers look for what is new
    ChatDesk(Chat chat, InstantSource clock, Runnable wake) {
        this.chat = chat;
        this.clock = clock;
        this.wake = wake;
    }

    Chat chat() {
        return chat;
    }

    private Table table(Watched watched) {
        return tables.computeIfAbsent(watched, _ -> new Table(chat.version(watched.channel())));
    }

    /// Notes how far the channels have come by now.
    void beat() {
        tables.forEach((watched, table) -> table.beat(chat.version(watched.channel())));
    }

    /// Notes that lists of channels and people may look different by now.
    ///
    /// @return whether they may
    boolean settle() {
        long now = chat.stirred();
        boolean changed = stirred != now;
        stirred = now;
        return changed;
    }

    /// Counts when lists of channels and people may have begun to look different.
    long stirred() {
        return stirred;
    }

    /// The version up to which there is news.
    long version(Watched watched) {
        return table(watched).version();
    }

    /// What follows on a version: the step that begins there, or all up to another version for who is off the steps;
    /// empty where that is too much.
    Optional<News> news(Watched watched, long sent, long upTo) {
        Optional<Step> step = table(watched).after(sent);
        if (step.isPresent()) {
            return step.get()
                    .frames(chat, watched)
                    .map(frames -> new News(frames, step.get().versions.to()));
        }
        return ChatFrames.news(chat, watched.channel(), watched.topic(), new ChatFrames.Versions(sent, upTo), MOST)
                .map(frames -> new News(frames, upTo));
    }

    /// Somebody writes.
    void typing(UUID channel, String thread, Caller.User user) {
        boolean told = false;
        for (Map.Entry<Watched, Table> entry : tables.entrySet()) {
            if (entry.getKey().channel().equals(channel)) {
                told |= entry.getValue()
                        .types(user.id(), ChatFrames.typing(entry.getKey().topic(), thread, user), clock.millis());
            }
        }
        if (told) {
            wake.run();
        }
    }

    /// How many notes that somebody writes there were.
    long typed(Watched watched) {
        return table(watched).typed();
    }

    /// Sends who else writes.
    ///
    /// @param after the notes that were sent
    /// @return the notes that are sent by now
    long sendTyping(Watched watched, long after, Caller.User user, Outbox outbox) {
        long sent = after;
        for (Typing typing : table(watched).typingAfter(after)) {
            sent = typing.number();
            if (!typing.user().equals(user.id())) {
                outbox.send(typing.frame());
            }
        }
        return sent;
    }
}
