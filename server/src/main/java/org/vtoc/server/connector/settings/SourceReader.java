package org.vtoc.server.connector.settings;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.Function;
import org.vtoc.server.platform.config.Schedule;

/// Turns one source that the schema has nothing against into types, and names what a schema can't see.
final class SourceReader {
    private static final String OFFLINE = "offline";
    private static final String POLLED = "5s";
    private static final Duration SILENT_AFTER = Duration.ofMinutes(1);
    private static final Duration LEAST_SILENCE = Duration.ofSeconds(10);
    private static final Duration LEAST_IDLE = Duration.ofSeconds(5);
    private static final Duration MOST_IDLE = Duration.ofHours(24);

    private final Path folder;
    private final JsonNode source;
    private final BiConsumer<String, String> problem;

    /// @param problem takes the field and what is wrong with it
    SourceReader(Path folder, JsonNode source, BiConsumer<String, String> problem) {
        this.folder = folder;
        this.source = source;
        this.problem = problem;
    }

    SourceSettings read(String slug) {
        String type = text("type").orElse("");
        String mode = text("mode").orElse("online");
        Input input = input(type, mode);
        String scheduleText = text("schedule").orElse(input instanceof Input.Http ? POLLED : "now");
        Schedule schedule = parsed("schedule", scheduleText, Schedule::parse).orElse(new Schedule.Now());
        boolean stream = input instanceof Input.Tcp || input instanceof Input.Udp;
        if (stream && !(schedule instanceof Schedule.Now)) {
            problem.accept("schedule", "doesn't fit a stream, which is read all the time; leave it out");
        }
        return new SourceSettings(
                slug,
                text("name").orElse(slug),
                type,
                source.path("enabled").asBoolean(true),
                text("station_role"),
                mode,
                schedule,
                scheduleText,
                input,
                new Input.Format(format(type, input), zone(), slug),
                silentAfter(),
                SourceSettings.own(source));
    }

    private Duration silentAfter() {
        Duration silentAfter = text("silent_after")
                .flatMap(text -> parsed("silent_after", text, Schedule::interval))
                .orElse(SILENT_AFTER);
        if (silentAfter.compareTo(LEAST_SILENCE) < 0 || silentAfter.compareTo(MOST_IDLE) > 0) {
            problem.accept("silent_after", "must be from 10s to 24h");
        }
        return silentAfter;
    }

    private Input input(String type, String mode) {
        boolean offline = mode.equals(OFFLINE);
        return switch (type) {
            case "adsb" -> offline ? file("log_path") : has("tcp_url") ? tcp("tcp_url", Optional.empty()) : http();
            case "ais" -> offline ? file("capture_path") : has("udp_port") ? udp() : tcp("tcp_url", Optional.empty());
            case "gps" -> offline ? file(has("gpx_file") ? "gpx_file" : "nmea_log") : tcp("tcp_url", watch());
            case "aprs" -> offline ? file("packet_log") : tcp("igate_url", Optional.of(login()));
            default -> new Input.Posted();
        };
    }

    private Input.Format.Kind format(String type, Input input) {
        return switch (type) {
            case "adsb" -> input instanceof Input.Tcp ? aircraft() : Input.Format.Kind.ADSB;
            case "ais" -> Input.Format.Kind.AIS;
            case "aprs" -> Input.Format.Kind.APRS;
            case "gps" -> Input.Format.Kind.GPS;
            default -> Input.Format.Kind.NONE;
        };
    }

    /// The scheme of the address may name what is spoken there.
    private Input.Format.Kind aircraft() {
        return switch (URI.create(text("tcp_url").orElseThrow()).getScheme()) {
            case "sbs" -> Input.Format.Kind.SBS;
            case "avr" -> Input.Format.Kind.AVR;
            case "beast" -> Input.Format.Kind.BEAST;
            default -> Input.Format.Kind.ADSB;
        };
    }

    /// What gpsd waits for before it says anything (gpsd_json(5)); a plain server of sentences waits for nothing.
    private Optional<String> watch() {
        boolean gpsd =
                text("tcp_url").filter(address -> address.startsWith("gpsd:")).isPresent();
        return gpsd ? Optional.of("?WATCH={\"enable\":true,\"json\":true};") : Optional.empty();
    }

    private Input tcp(String field, Optional<String> login) {
        URI address = URI.create(text(field).orElseThrow());
        if (address.getHost() == null) {
            problem.accept(field, "names no host");
            return new Input.Posted();
        }
        if (address.getPort() < 1 || address.getPort() > 65_535) {
            problem.accept(field, "has the port %d; it must be from 1 to 65535".formatted(address.getPort()));
        }
        return new Input.Tcp(address.getHost(), address.getPort(), login, idle());
    }

    private Duration idle() {
        Duration idle = text("idle_timeout")
                .flatMap(text -> parsed("idle_timeout", text, Schedule::interval))
                .orElse(Duration.ofMinutes(2));
        if (idle.compareTo(LEAST_IDLE) < 0 || idle.compareTo(MOST_IDLE) > 0) {
            problem.accept("idle_timeout", "must be from 5s to 24h");
        }
        return idle;
    }

    private Input udp() {
        return new Input.Udp(
                text("udp_host").orElse("127.0.0.1"), source.path("udp_port").asInt());
    }

    private Input file(String field) {
        try {
            return new Input.LogFile(folder.resolve(text(field).orElseThrow()).normalize());
        } catch (InvalidPathException failure) {
            problem.accept(field, "is no path: " + failure.getReason());
            return new Input.Posted();
        }
    }

    private Input http() {
        var address = new StringBuilder(text("api_url").orElseThrow());
        for (Map.Entry<String, JsonNode> parameter : source.path("params").properties()) {
            address.append(address.indexOf("?") < 0 ? '?' : '&')
                    .append(URLEncoder.encode(parameter.getKey(), StandardCharsets.UTF_8))
                    .append('=')
                    .append(URLEncoder.encode(parameter.getValue().asText(), StandardCharsets.UTF_8));
        }
        var headers = new HashMap<String, String>();
        for (Map.Entry<String, JsonNode> header : source.path("headers").properties()) {
            headers.put(header.getKey(), header.getValue().asText());
        }
        try {
            var uri = URI.create(address.toString());
            if (uri.getHost() != null) {
                return new Input.Http(uri, headers);
            }
        } catch (IllegalArgumentException _) {
            // Said below, together with an address without a host.
        }
        problem.accept("api_url", "is no address such as http://127.0.0.1:8080/data/aircraft.json");
        return new Input.Posted();
    }

    private ZoneId zone() {
        Function<String, ZoneId> parse = text -> {
            try {
                return ZoneId.of(text);
            } catch (DateTimeException failure) {
                throw new IllegalArgumentException("is no time zone such as UTC, Asia/Tokyo or +09:00", failure);
            }
        };
        return text("time_zone")
                .flatMap(text -> parsed("time_zone", text, parse))
                .orElse(ZoneOffset.UTC);
    }

    /// The one line that is ever sent to an APRS-IS server (aprs-is.net, "Connecting to APRS-IS").
    private String login() {
        String callsign = text("callsign").orElseThrow().toUpperCase(Locale.ROOT);
        int passcode = source.path("passcode").asInt(Passcode.RECEIVE_ONLY);
        if (passcode != Passcode.RECEIVE_ONLY && passcode != Passcode.of(callsign)) {
            problem.accept("passcode", "is not the passcode of %s; leave it out to receive only".formatted(callsign));
        }
        String filter = text("filter").map(words -> " filter " + words).orElse("");
        return "user %s pass %d vers vTOC 0.1%s".formatted(callsign, passcode, filter);
    }

    private <T> Optional<T> parsed(String field, String text, Function<String, T> parse) {
        try {
            return Optional.of(parse.apply(text));
        } catch (IllegalArgumentException failure) {
            problem.accept(field, String.valueOf(failure.getMessage()));
            return Optional.empty();
        }
    }

    private boolean has(String field) {
        return source.has(field);
    }

    private Optional<String> text(String field) {
        return source.hasNonNull(field) ? Optional.of(source.path(field).asText()) : Optional.empty();
    }
}
