package org.vtoc.server.chat;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;

/// Who is there, from their live connections; nothing of it is stored. Thread-safe.
public final class Presence {
    /// How present a user is.
    public enum State {
        OFFLINE,
        AWAY,
        ONLINE;

        @JsonValue
        String wireName() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /// One live connection of a user. Its owner changes it from one thread.
    public final class Link {
        private final UUID user;
        private volatile State state = State.ONLINE;

        private Link(UUID user) {
            this.user = user;
        }

        /// @param present whether somebody sits in front of it
        public void attended(boolean present) {
            State now = present ? State.ONLINE : State.AWAY;
            if (state != now) {
                state = now;
                stirred.run();
            }
        }

        public void end() {
            links.computeIfPresent(user, (_, open) -> {
                var left = new ArrayList<>(open);
                left.remove(this);
                return left.isEmpty() ? null : List.copyOf(left); // null: nothing is left to remember
            });
            stirred.run();
        }
    }

    private final Runnable stirred;
    private final Map<UUID, List<Link>> links = new ConcurrentHashMap<>();

    /// @param stirred is told of every change
    Presence(Runnable stirred) {
        this.stirred = stirred;
    }

    public Link enter(UUID user) {
        var link = new Link(user);
        links.merge(user, List.of(link), (open, one) -> {
            var more = new ArrayList<>(open);
            more.addAll(one);
            return List.copyOf(more);
        });
        stirred.run();
        return link;
    }

    /// The most present of the user's connections counts.
    State of(UUID user) {
        return links.getOrDefault(user, List.of()).stream()
                .map(link -> link.state)
                .max(State::compareTo)
                .orElse(State.OFFLINE);
    }
}
