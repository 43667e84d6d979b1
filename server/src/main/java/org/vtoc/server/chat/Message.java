package org.vtoc.server.chat;

import com.fasterxml.jackson.annotation.JsonValue;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import org.vtoc.server.platform.security.Caller;

/// What somebody said, as everyone who may read the channel gets it.
///
/// @param number counts the messages of the channel from 1
/// @param version the channel's version of the message's newest change
/// @param text Markdown; empty where it is deleted
/// @param replies the thread that hangs on it
/// @param revision counts its texts, from 1
public record Message(
        UUID id,
        UUID channelId,
        UUID threadId,
        long number,
        long version,
        Author author,
        String text,
        List<Mention> mentions,
        List<Reference> references,
        List<Reaction> reactions,
        Optional<Replies> replies,
        int revision,
        Instant createdAt,
        Optional<Instant> editedAt,
        Optional<Instant> deletedAt,
        Optional<String> deletedBy) {
    public Message {
        mentions = List.copyOf(mentions);
        references = List.copyOf(references);
        reactions = List.copyOf(reactions);
    }

    /// Who can be an author.
    public enum AuthorKind {
        USER,
        KEY,
        SYSTEM,
        AGENT;

        @JsonValue
        String wireName() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /// @param id of the user or the API key
    /// @param name as it was when they wrote
    public record Author(AuthorKind kind, Optional<UUID> id, String name) {
        static Author of(Caller caller) {
            return switch (caller) {
                case Caller.User user -> new Author(AuthorKind.USER, Optional.of(user.id()), user.name());
                case Caller.Key key -> new Author(AuthorKind.KEY, Optional.of(key.id()), key.name());
                case Caller.Anonymous _ -> throw new IllegalStateException("routes of chat know their caller");
            };
        }
    }

    /// A user that the text calls by `@name`.
    public record Mention(UUID id, String username) {}

    /// A thing that the text points at: `!icao:4ca2b6` a track, `#mission:<id>` a mission.
    ///
    /// @param type `track`, `mission`, `alert`, `run` or `server`
    public record Reference(String type, String id) {}

    /// @param users the names of those who reacted, the first first
    public record Reaction(String emoji, List<String> users) {
        public Reaction {
            users = List.copyOf(users);
        }
    }

    /// @param count messages in the thread
    public record Replies(UUID threadId, long count, Instant lastAt) {}

    /// What a new one takes.
    ///
    /// @param text Markdown, at most [MessageText#MOST] characters
    record NewMessage(Optional<String> text) {}

    /// What an edit takes.
    record MessageChange(Optional<String> text) {}

    /// A text that an edit replaced.
    record Revision(int revision, String text, Instant writtenAt) {}

    /// For the API document.
    record RevisionPage(List<Revision> items, Optional<String> next) {}

    /// For the API document.
    record MessagePage(List<Message> items, Optional<String> next) {}
}
