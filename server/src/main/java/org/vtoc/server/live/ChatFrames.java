package org.vtoc.server.live;

import com.fasterxml.jackson.core.JsonProcessingException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.UUID;
import org.vtoc.server.chat.Chat;
import org.vtoc.server.chat.Message;
import org.vtoc.server.platform.http.Json;
import org.vtoc.server.platform.http.SocketFrame;
import org.vtoc.server.platform.security.Caller;

/// Messages as frames. A deleted message is in a `remove`, as what is left of it, everything else in an `update`.
final class ChatFrames {
    private static final String CURSOR = "chat.";
    /// Characters of one frame, about.
    private static final int MOST = 1_000_000;

    private ChatFrames() {}

    static SocketFrame snapshot(String topic, List<Message> messages, long version) {
        return frame("snapshot", topic, messages.stream().map(ChatFrames::json).toList(), version);
    }

    /// What changed between two versions; empty where it is more than so much.
    static Optional<List<SocketFrame>> news(Chat chat, UUID channel, String topic, Versions versions, int most) {
        return chat.changed(channel, versions.from(), versions.to(), most).map(changed -> frames(topic, changed));
    }

    /// @param from not part of it
    record Versions(long from, long to) {}

    /// Each frame's cursor is the version of its last message: who loses the connection between two of them goes on
    /// there.
    private static List<SocketFrame> frames(String topic, List<Message> changed) {
        var frames = new ArrayList<SocketFrame>();
        var part = new ArrayList<String>();
        int size = 0;
        for (int i = 0; i < changed.size(); i++) {
            Message message = changed.get(i);
            String json = json(message);
            part.add(json);
            size += json.length();
            boolean last = i == changed.size() - 1;
            if (last || size >= MOST || isGone(message) != isGone(changed.get(i + 1))) {
                frames.add(frame(isGone(message) ? "remove" : "update", topic, part, message.version()));
                part.clear();
                size = 0;
            }
        }
        return frames;
    }

    private static boolean isGone(Message message) {
        return message.deletedAt().isPresent();
    }

    private static String json(Message message) {
        try {
            return Json.MAPPER.writeValueAsString(message);
        } catch (JsonProcessingException failure) {
            throw new IllegalStateException("a message can't be written", failure);
        }
    }

    private static SocketFrame frame(String type, String topic, List<String> messages, long version) {
        return SocketFrame.text("{\"type\":\"" + type + "\",\"topic\":" + Outbox.quote(topic) + ",\"data\":["
                + String.join(",", messages) + "],\"cursor\":\"" + CURSOR + version + "\"}");
    }

    static SocketFrame typing(String topic, String thread, Caller.User user) {
        return SocketFrame.text("{\"type\":\"typing\",\"topic\":" + Outbox.quote(topic) + ",\"data\":[{\"user_id\":\""
                + user.id() + "\",\"username\":" + Outbox.quote(user.name()) + ",\"thread_id\":"
                + Outbox.quote(thread) + "}]}");
    }

    /// The version where a viewer stopped, if the cursor is one of these.
    static OptionalLong version(Optional<String> cursor) {
        try {
            return cursor.filter(text -> text.startsWith(CURSOR)).stream()
                    .mapToLong(text -> Long.parseUnsignedLong(text.substring(CURSOR.length())))
                    .filter(version -> version >= 0)
                    .findFirst();
        } catch (NumberFormatException _) {
            return OptionalLong.empty();
        }
    }
}
