package org.vtoc.server.telemetry;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.vtoc.decode.Kind;
import org.vtoc.server.platform.error.FieldError;
import org.vtoc.server.platform.error.ProblemException;
import org.vtoc.server.platform.error.RequestError;
import org.vtoc.server.platform.http.Json;

/// Reads events out of a body token by token. A row that is wrong is named and the others go on; a body that is not
/// JSON is refused as a whole.
final class EventReader {
    private static final Map<String, Kind> KINDS = new HashMap<>();
    private static final Map<String, Affiliation> AFFILIATIONS = new HashMap<>();

    static {
        for (Kind kind : Kind.values()) {
            KINDS.put(kind.wireName(), kind);
        }
        for (Affiliation affiliation : Affiliation.values()) {
            AFFILIATIONS.put(affiliation.wireName(), affiliation);
        }
    }

    private final byte[] body;
    private final Set<String> seen = new HashSet<>();
    private IncomingEvent event = new IncomingEvent(0);
    /// Where the value at hand begins in the body: the parser counts from there.
    private int base;

    /// @throws ProblemException the body is not UTF-8
    EventReader(byte[] body) {
        requireUtf8(body);
        this.body = body;
    }

    /// Reads one object or an array of objects.
    ///
    /// @return what was read; `single` where the body is one object
    Body json() throws IOException {
        try (JsonParser parser = Json.FACTORY.createParser(body)) {
            JsonToken first = parser.nextToken();
            if (first == JsonToken.START_OBJECT) {
                var only = List.of(row(parser, 0));
                requireEnd(parser);
                return new Body(only, true);
            }
            if (first != JsonToken.START_ARRAY) {
                throw first == null
                        ? ProblemException.of(RequestError.MALFORMED_REQUEST, "The body is empty; JSON is expected.")
                        : ProblemException.invalid("body", "must be an event or an array of events");
            }
            var events = new ArrayList<IncomingEvent>();
            while (parser.nextToken() != JsonToken.END_ARRAY) {
                requireRoom(events.size());
                events.add(rowOrRejection(parser, events.size()));
            }
            requireEnd(parser);
            return new Body(events, false);
        } catch (IOException failure) {
            throw Json.refusal(failure);
        }
    }

    /// Reads a JSON object per line; empty lines count for nothing, a line that is not JSON is a rejected row.
    Body lines() throws IOException {
        var events = new ArrayList<IncomingEvent>();
        int from = 0;
        while (from < body.length) {
            int to = from;
            while (to < body.length && body[to] != '\n') {
                to++;
            }
            if (!isBlank(from, to)) {
                requireRoom(events.size());
                events.add(line(from, to, events.size()));
            }
            from = to + 1;
        }
        return new Body(events, false);
    }

    private IncomingEvent line(int from, int to, int index) throws IOException {
        base = from;
        try (JsonParser parser = Json.FACTORY.createParser(body, from, to - from)) {
            parser.nextToken();
            IncomingEvent read = rowOrRejection(parser, index);
            requireEnd(parser);
            return read;
        } catch (IOException failure) {
            var bad = new IncomingEvent(index);
            bad.problem("line", Json.refusal(failure).detail());
            return bad;
        } catch (ProblemException trailing) {
            var bad = new IncomingEvent(index);
            bad.problem("line", trailing.detail());
            return bad;
        }
    }

    record Body(List<IncomingEvent> events, boolean single) {}

    /// The fields that the object read last had, null ones included.
    Set<String> given() {
        return Set.copyOf(seen);
    }

    private static void requireRoom(int count) {
        if (count >= TelemetryConfig.MAX_BATCH) {
            throw ProblemException.of(
                    TelemetryError.TOO_MANY_ROWS,
                    "One request takes at most %d rows; split it.".formatted(TelemetryConfig.MAX_BATCH));
        }
    }

    private static void requireEnd(JsonParser parser) throws IOException {
        if (parser.nextToken() != null) {
            throw ProblemException.of(RequestError.MALFORMED_REQUEST, "Something follows the JSON value.");
        }
    }

    private boolean isBlank(int from, int to) {
        for (int i = from; i < to; i++) {
            if (body[i] != ' ' && body[i] != '\r' && body[i] != '\t') {
                return false;
            }
        }
        return true;
    }

    private IncomingEvent rowOrRejection(JsonParser parser, int index) throws IOException {
        if (parser.currentToken() == JsonToken.START_OBJECT) {
            return row(parser, index);
        }
        parser.skipChildren();
        var bad = new IncomingEvent(index);
        bad.problem("row", "must be an object");
        return bad;
    }

    private IncomingEvent row(JsonParser parser, int index) throws IOException {
        event = new IncomingEvent(index);
        seen.clear();
        while (parser.nextToken() != JsonToken.END_OBJECT) {
            String field = parser.currentName();
            JsonToken value = parser.nextToken();
            if (!seen.add(field)) {
                event.problem(field, "is given twice");
                parser.skipChildren();
            } else if (value == JsonToken.VALUE_NULL) {
                if (!IncomingEvent.FIELDS.contains(field)) {
                    event.unknown(field);
                }
            } else {
                field(parser, field);
            }
        }
        return event;
    }

    private void field(JsonParser parser, String field) throws IOException {
        EventRow row = event.row;
        switch (field) {
            case "station" -> event.station = text(parser, field, 64);
            case "source_slug" -> event.sourceSlug = text(parser, field, 64);
            case "source_id" -> event.sourceId = text(parser, field, 64);
            case "source_name" -> event.sourceName = text(parser, field, 200);
            case "event_time" -> time(parser);
            case "latitude" -> row.latitude = number(parser, field, -90, 90);
            case "longitude" -> row.longitude = number(parser, field, -180, 180);
            case "altitude" -> row.altitude = number(parser, field, -20_000, 1e9);
            case "heading" -> row.heading = number(parser, field, 0, 360);
            case "course" -> row.course = number(parser, field, 0, 360);
            case "speed" -> row.speed = number(parser, field, 0, 1e6);
            case "payload" -> payload(parser);
            case "raw_data" -> row.raw = text(parser, field, Json.MAX_STRING);
            case "event_key" -> row.eventKey = text(parser, field, EventRow.MAX_KEY);
            case "track_id" -> row.trackId = text(parser, field, EventRow.MAX_TRACK_ID);
            case "kind" -> {
                Kind kind = KINDS.get(text(parser, field, 32));
                if (kind == null) {
                    event.problem(
                            field, "must be one of " + String.join(", ", new java.util.TreeSet<>(KINDS.keySet())));
                } else {
                    row.kind = kind;
                    event.kindGiven = true;
                }
            }
            case "affiliation" -> {
                Affiliation affiliation = AFFILIATIONS.get(text(parser, field, 32));
                if (affiliation == null) {
                    event.problem(field, "must be friend, hostile, neutral or unknown");
                } else {
                    row.affiliation = affiliation;
                }
            }
            default -> {
                event.unknown(field);
                parser.skipChildren();
            }
        }
    }

    private void time(JsonParser parser) throws IOException {
        String text = text(parser, "event_time", 64);
        if (text.isEmpty()) {
            return;
        }
        var time = Times.parse(text);
        if (time.isEmpty()) {
            event.problem("event_time", "is not an RFC 3339 time such as 2026-11-20T20:14:31Z");
        } else {
            event.row.eventTime = time.getAsLong();
            event.timeGiven = true;
        }
    }

    /// A text without NUL, which PostgreSQL can't keep; empty with a problem noted if it is none.
    private String text(JsonParser parser, String field, int longest) throws IOException {
        if (parser.currentToken() != JsonToken.VALUE_STRING) {
            parser.skipChildren();
            event.problem(field, "must be a text");
            return "";
        }
        String text = parser.getText();
        if (text.isEmpty() || text.length() > longest) {
            event.problem(field, "must have 1 to %d characters".formatted(longest));
            return "";
        }
        if (text.indexOf('\0') >= 0 || hasLoneSurrogate(text)) {
            event.problem(field, "has a character that no text may have");
            return "";
        }
        return text;
    }

    private static boolean hasLoneSurrogate(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (Character.isHighSurrogate(c)) {
                if (++i == text.length() || !Character.isLowSurrogate(text.charAt(i))) {
                    return true;
                }
            } else if (Character.isLowSurrogate(c)) {
                return true;
            }
        }
        return false;
    }

    private double number(JsonParser parser, String field, double least, double most) throws IOException {
        JsonToken token = parser.currentToken();
        if (token != JsonToken.VALUE_NUMBER_FLOAT && token != JsonToken.VALUE_NUMBER_INT) {
            parser.skipChildren();
            event.problem(field, "must be a number");
            return Double.NaN;
        }
        double value = parser.getDoubleValue();
        if (!(value >= least && value <= most)) {
            event.problem(field, String.format(Locale.ROOT, "must be from %s to %s", plain(least), plain(most)));
            return Double.NaN;
        }
        return value;
    }

    private static String plain(double bound) {
        return Long.toString((long) bound);
    }

    /// Takes the object's own bytes, and notes its set of fields and the name that it gives.
    private void payload(JsonParser parser) throws IOException {
        if (parser.currentToken() != JsonToken.START_OBJECT) {
            parser.skipChildren();
            event.problem("payload", "must be an object");
            return;
        }
        int from = base + (int) parser.currentTokenLocation().getByteOffset();
        while (parser.nextToken() != JsonToken.END_OBJECT) {
            String name = parser.currentName();
            event.row.noteField(name);
            if (parser.nextToken() == JsonToken.VALUE_STRING) {
                event.row.offerName(name, parser.getText());
            } else {
                parser.skipChildren();
            }
        }
        int to = base + (int) parser.currentLocation().getByteOffset();
        event.row.payload = Arrays.copyOfRange(body, from, to);
    }

    /// What is skipped is not decoded, so that the parser alone would let broken texts through to the database.
    private static void requireUtf8(byte[] body) {
        for (byte each : body) {
            if (each == 0) {
                // No JSON in UTF-8 has one; UTF-16 and UTF-32, which the parser would take, are full of them.
                throw ProblemException.of(RequestError.MALFORMED_REQUEST, "The body is not UTF-8.");
            }
            if (each < 0) {
                try {
                    var _ = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(body));
                    return;
                } catch (CharacterCodingException _) {
                    throw ProblemException.of(RequestError.MALFORMED_REQUEST, "The body is not UTF-8.");
                }
            }
        }
    }

    /// All that is wrong with a row, as one line.
    static String detail(List<FieldError> problems) {
        var text = new StringBuilder();
        for (FieldError problem : problems) {
            text.append(text.isEmpty() ? "" : "; ")
                    .append(problem.field())
                    .append(": ")
                    .append(problem.message());
        }
        return text.toString();
    }
}
