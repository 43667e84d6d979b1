package org.vtoc.server.live;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.vtoc.server.platform.error.ProblemException;
import org.vtoc.server.platform.http.Json;
import org.vtoc.server.telemetry.Area;

/// What a browser may say.
sealed interface ClientFrame {
    record Auth(String token) implements ClientFrame {}

    record Subscribe(
            List<String> topics,
            Optional<String> station,
            Optional<Area> area,
            Optional<String> cursor,
            TrackFormat format)
            implements ClientFrame {}

    record Unsubscribe(List<String> topics) implements ClientFrame {}

    /// Somebody writes in a thread of a channel; shown to others and forgotten.
    record Typing(String topic, String thread) implements ClientFrame {}

    /// @param online whether somebody sits in front of the screen
    record Attended(boolean online) implements ClientFrame {}

    record Ping() implements ClientFrame {}

    record Pong() implements ClientFrame {}

    int MAX_TOPICS = 100;

    /// @throws ProblemException what is wrong with the frame
    static ClientFrame parse(String text) {
        JsonNode frame;
        try {
            frame = Json.MAPPER.readTree(text);
        } catch (JsonProcessingException failure) {
            throw Json.refusal(failure);
        }
        if (frame == null || !frame.isObject()) {
            throw ProblemException.invalid("frame", "must be an object");
        }
        String type = text(frame, "type").orElse("");
        return switch (type) {
            case "auth" -> new Auth(required(frame, "token"));
            case "subscribe" ->
                new Subscribe(topics(frame), text(frame, "station"), area(frame), text(frame, "cursor"), format(frame));
            case "unsubscribe" -> new Unsubscribe(topics(frame));
            case "typing" -> new Typing(required(frame, "topic"), required(frame, "thread"));
            case "presence" -> new Attended(attended(frame));
            case "ping" -> new Ping();
            case "pong" -> new Pong();
            default ->
                throw ProblemException.invalid(
                        "type", "must be auth, subscribe, unsubscribe, typing, presence, ping or pong");
        };
    }

    private static Optional<String> text(JsonNode frame, String name) {
        JsonNode value = frame.get(name);
        if (value == null || value.isNull()) {
            return Optional.empty();
        }
        if (!value.isTextual()) {
            throw ProblemException.invalid(name, "must be a text");
        }
        return Optional.of(value.textValue());
    }

    private static String required(JsonNode frame, String name) {
        return text(frame, name).orElseThrow(() -> ProblemException.invalid(name, "is missing"));
    }

    private static boolean attended(JsonNode frame) {
        return switch (text(frame, "state").orElse("")) {
            case "online" -> true;
            case "away" -> false;
            default -> throw ProblemException.invalid("state", "must be online or away");
        };
    }

    private static TrackFormat format(JsonNode frame) {
        return switch (text(frame, "format").orElse("json")) {
            case "json" -> TrackFormat.JSON;
            case "binary" -> TrackFormat.BINARY;
            default -> throw ProblemException.invalid("format", "must be json or binary");
        };
    }

    private static List<String> topics(JsonNode frame) {
        JsonNode list = frame.get("topics");
        if (list == null || !list.isArray() || list.isEmpty() || list.size() > MAX_TOPICS) {
            throw ProblemException.invalid("topics", "must be a list of 1 to %d topics".formatted(MAX_TOPICS));
        }
        var topics = new ArrayList<String>();
        for (JsonNode topic : list) {
            if (!topic.isTextual()) {
                throw ProblemException.invalid("topics", "must be texts");
            }
            topics.add(topic.textValue());
        }
        return topics;
    }

    private static Optional<Area> area(JsonNode frame) {
        JsonNode box = frame.get("bbox");
        if (box == null || box.isNull()) {
            return Optional.empty();
        }
        boolean numbers = box.isArray() && box.size() == 4;
        for (JsonNode side : box) {
            numbers &= side.isNumber();
        }
        if (!numbers) {
            throw ProblemException.invalid("bbox", "must be [w, s, e, n] in degrees");
        }
        return Optional.of(Area.of(
                box.get(0).doubleValue(),
                box.get(1).doubleValue(),
                box.get(2).doubleValue(),
                box.get(3).doubleValue()));
    }
}
