package org.vtoc.server.connector;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.vtoc.server.testing.Api;
import org.vtoc.server.testing.Eventually;
import org.vtoc.server.testing.TestCenter;

/// What operators can do with sources made over the API.
@Timeout(120)
class SupervisionTest {
    private static final TestCenter CENTER = TestCenter.start("supervision", SupervisedCenter::feature);
    private static final Api ADMIN = CENTER.admin();

    private final Peer peer = new Peer();

    @AfterEach
    void hangUp() {
        peer.close();
    }

    @AfterAll
    static void close() {
        CENTER.close();
    }

    private String settings(String more) {
        return "\"type\":\"adsb\",\"settings\":{\"tcp_url\":\"tcp://127.0.0.1:%d\"%s}".formatted(peer.port(), more);
    }

    private void make(String slug, String more) {
        var made = ADMIN.post("/telemetry/sources", "{\"slug\":\"%s\",%s}".formatted(slug, settings(more)));
        assertThat(made.status()).as(made.text()).isEqualTo(201);
    }

    private static String of(String slug, String pointer) {
        return ADMIN.get("/telemetry/sources/" + slug).at(pointer);
    }

    @Test
    void aTrialShowsWhatComesAndStoresNothing() throws Exception {
        Thread sender = Thread.ofVirtual().start(() -> {
            try {
                Peer.send(peer.connection(), Bench.sbs(1) + "nonsense\r\n" + Bench.sbs(2));
            } catch (IOException | InterruptedException failure) {
                throw new IllegalStateException(failure);
            }
        });
        var trial = ADMIN.post("/telemetry/sources/test", "{\"seconds\":2,%s}".formatted(settings("")));
        sender.join();

        assertThat(trial.status()).as(trial.text()).isEqualTo(200);
        assertThat(trial.at("/facts")).isEqualTo("2");
        assertThat(trial.at("/messages")).isEqualTo("3");
        assertThat(trial.body().get("recent")).hasSize(3);
        assertThat(ADMIN.get("/telemetry/sources").text()).doesNotContain("\"slug\":\"test\"");
    }

    @Test
    void aTrialOfWhatCanNotWorkSaysWhy() {
        peer.close();
        var trial = ADMIN.post("/telemetry/sources/test", "{\"seconds\":5,%s}".formatted(settings("")));
        assertThat(trial.at("/last_error")).contains("refuses the connection");

        var wrong = ADMIN.post(
                "/telemetry/sources/test",
                "{\"seconds\":99,\"type\":\"adsb\",\"settings\":{\"tcp_url\":\"x\",\"color\":1,\"silent_after\":\"soon\","
                        + "\"rate_limit\":0,\"daily_quota\":1.5,\"schedule\":\"\",\"enabled\":true}}");
        assertThat(wrong.status()).isEqualTo(422);
        assertThat(wrong.body().get("errors").findValuesAsText("field"))
                .contains(
                        "seconds",
                        "settings.tcp_url",
                        "settings.color",
                        "settings.silent_after",
                        "settings.rate_limit",
                        "settings.daily_quota",
                        "settings.schedule");
        assertThat(ADMIN.post("/telemetry/sources/test", "{\"slug\":\"nowhere\"}")
                        .status())
                .isEqualTo(404);
        assertThat(ADMIN.post("/telemetry/sources/test", "{\"type\":\"external\"}")
                        .status())
                .isEqualTo(422);
    }

    @Test
    void operatorsSeeTheLastMessagesAsTheyCame() throws Exception {
        make("watched", "");
        Peer.send(peer.connection(), Bench.sbs(1) + "nonsense\r\n");
        Eventually.holds("both came", () -> of("watched", "/counters/messages").equals("2"));

        var raw = ADMIN.get("/telemetry/sources/watched/raw").body().get("items");
        assertThat(raw).hasSize(2);
        assertThat(raw.at("/1/text").asText()).isEqualTo("nonsense");
        assertThat(raw.at("/1/verdict").asText()).startsWith("malformed");
        assertThat(ADMIN.get("/telemetry/sources/watched").body().get("recent")).hasSize(2);
    }

    @Test
    void viewersSeeThatASourceRunsButNothingThatItSaid() throws Exception {
        make("discreet", "");
        Peer.send(peer.connection(), Bench.sbs(1));
        Eventually.holds("it came", () -> of("discreet", "/counters/messages").equals("1"));
        CENTER.makeUser("glance", "{\"ops\":\"viewer\"}");
        var glance = CENTER.signedIn("glance");

        var shown = glance.get("/telemetry/sources/discreet").body();

        assertThat(shown.at("/counters/messages").asText()).isEqualTo("1");
        assertThat(shown.has("recent")).isFalse();
        assertThat(glance.get("/telemetry/sources/discreet/raw").status()).isEqualTo(403);
    }

    @Test
    void aSourceIsSilentAfterItsOwnTime() throws Exception {
        make("quiet", ",\"silent_after\":\"5m\"");
        Peer.send(peer.connection(), Bench.sbs(1));
        Eventually.holds("it came", () -> of("quiet", "/counters/messages").equals("1"));
        CENTER.clock.advance(Duration.ofMinutes(4));
        assertThat(of("quiet", "/state")).isEqualTo("online");
        CENTER.clock.advance(Duration.ofMinutes(2));
        assertThat(of("quiet", "/state")).isEqualTo("silent");
    }

    @Test
    void nothingOfASecretIsInTheDatabase() {
        make("guarded", ",\"idle_timeout\":\"77s\"");
        String stored = CENTER.databases.stations().getFirst().jdbi().withHandle(handle -> handle.createQuery(
                        "SELECT settings::text FROM source WHERE slug = 'guarded'")
                .mapTo(String.class)
                .one());
        assertThat(stored).contains("sealed").doesNotContain("77s");
        assertThat(of("guarded", "/settings/idle_timeout")).isEqualTo("77s");
    }
}
