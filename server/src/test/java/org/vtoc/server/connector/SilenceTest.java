package org.vtoc.server.connector;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.Socket;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.vtoc.server.testing.Api;
import org.vtoc.server.testing.Eventually;
import org.vtoc.server.testing.TestCenter;

/// What stays of the silences of sources.
@Timeout(120)
class SilenceTest {
    private static final TestCenter CENTER = TestCenter.start("silence");

    private final Peer peer = new Peer();
    private SupervisedCenter running = SupervisedCenter.start(CENTER);
    private Api admin = running.admin();

    @AfterEach
    void stop() {
        running.close();
        peer.close();
    }

    @AfterAll
    static void close() {
        CENTER.close();
    }

    private void make(String slug, String body) {
        var made = admin.post("/telemetry/sources", "{\"slug\":\"%s\",%s}".formatted(slug, body));
        assertThat(made.status()).as(made.text()).isEqualTo(201);
    }

    private void listen(String slug) {
        make(
                slug,
                "\"type\":\"adsb\",\"settings\":{\"tcp_url\":\"tcp://127.0.0.1:%d\",\"idle_timeout\":\"5s\"}"
                        .formatted(peer.port()));
    }

    private JsonNode silences(String slug) {
        return admin.get("/telemetry/sources/" + slug + "/silences").body().get("items");
    }

    private String of(String slug, String pointer) {
        return admin.get("/telemetry/sources/" + slug).at(pointer);
    }

    private void untilSilent(String slug, int times) {
        Eventually.holds(slug + " is noted", () -> silences(slug).size() == times);
    }

    private void untilHeard(String slug) {
        Eventually.holds("its end is noted", () -> silences(slug).at("/0").hasNonNull("until"));
    }

    /// The last message makes a connection known to be read.
    private void say(Socket connection, String slug, int number) throws Exception {
        String before = of(slug, "/last_heard_at");
        Peer.send(connection, Bench.sbs(number));
        Eventually.holds("it came", () -> !of(slug, "/last_heard_at").equals(before));
    }

    @Test
    void eachSilenceIsNotedOnceFromTheLastHeardToTheFirstHeardAgain() throws Exception {
        listen("roof");
        Socket first = peer.connection();
        say(first, "roof", 1);
        Instant last = CENTER.clock.instant();
        CENTER.clock.advance(Duration.ofSeconds(61));
        untilSilent("roof", 1);
        assertThat(silences("roof").at("/0/since").asText()).isEqualTo(last.toString());
        assertThat(silences("roof").at("/0/until").isMissingNode()).isTrue();
        assertThat(of("roof", "/silent_since")).isEqualTo(last.toString());

        // A new connection over which nothing comes either is no end of it.
        first.close();
        Socket second = peer.connection();
        assertThat(of("roof", "/silent_since")).isEqualTo(last.toString());
        CENTER.clock.advance(Duration.ofMinutes(2));
        say(second, "roof", 2);
        Instant again = CENTER.clock.instant();
        untilHeard("roof");
        assertThat(silences("roof")).hasSize(1);
        assertThat(silences("roof").at("/0/until").asText()).isEqualTo(again.toString());
        assertThat(of("roof", "/silent_since")).isEmpty();

        CENTER.clock.advance(Duration.ofSeconds(61));
        untilSilent("roof", 2);
    }

    @Test
    void aSilenceOutlastsAStartOfTheCenterAndEndsWithItsSource() {
        peer.close();
        listen("mast");
        CENTER.clock.advance(Duration.ofSeconds(61));
        untilSilent("mast", 1);
        assertThat(silences("mast").at("/0/detail").asText()).contains("refuses the connection");

        running.close();
        running = SupervisedCenter.start(CENTER);
        admin = running.admin();
        Eventually.holds("it is known", () -> !of("mast", "/silent_since").isEmpty());
        CENTER.clock.advance(Duration.ofMinutes(2));
        assertThat(admin.patch("/telemetry/sources/mast", "{\"enabled\":false}").status())
                .isEqualTo(200);
        untilHeard("mast");
        assertThat(silences("mast")).hasSize(1);
    }

    @Test
    void aProgramThatPostsIsWatchedIfItsSettingsAskForIt() {
        make("van", "\"type\":\"external\",\"settings\":{\"silent_after\":\"30s\"}");
        make("cart", "\"type\":\"external\"");
        String fact = "{\"latitude\":1,\"longitude\":2}";
        admin.post("/telemetry/ingest/van", fact);
        admin.post("/telemetry/ingest/cart", fact);
        CENTER.clock.advance(Duration.ofSeconds(31));
        untilSilent("van", 1);
        assertThat(of("van", "/state")).isEqualTo("silent");
        assertThat(of("cart", "/state")).isEqualTo("online");
        assertThat(silences("cart")).isEmpty();

        CENTER.clock.advance(Duration.ofSeconds(1));
        admin.post("/telemetry/ingest/van", fact);
        untilHeard("van");
        CENTER.clock.advance(Duration.ofSeconds(31));
        untilSilent("van", 2);

        var page = admin.get("/telemetry/sources/van/silences?limit=1");
        String next = page.at("/next");
        var rest = admin.get("/telemetry/sources/van/silences?limit=1&cursor=" + next);
        assertThat(page.at("/items/0/until")).isEmpty();
        assertThat(rest.at("/items/0/until")).isNotEmpty();
        assertThat(Optional.ofNullable(rest.body().get("next")).filter(JsonNode::isNull))
                .isPresent();
    }
}
