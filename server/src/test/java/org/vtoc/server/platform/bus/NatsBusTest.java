package org.vtoc.server.platform.bus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.vtoc.server.platform.config.StartRefused;
import org.vtoc.server.testing.Eventually;
import org.vtoc.server.testing.NatsServer;

class NatsBusTest extends BusContract {
    private final NatsServer server = NatsServer.start();
    private final Bus here = open("center");
    private final Bus there = open("center");

    NatsBusTest() {
        awaitState(here, Bus.State.CONNECTED);
        awaitState(there, Bus.State.CONNECTED);
    }

    @AfterEach
    void close() {
        here.close();
        there.close();
        server.close();
    }

    private Bus open(String center) {
        return NatsBus.open(server.url(), center, new Random());
    }

    private static void awaitState(Bus bus, Bus.State state) {
        Eventually.holds("the bus is " + state, () -> bus.state() == state);
    }

    @Override
    Bus here() {
        return here;
    }

    @Override
    Bus there() {
        return there;
    }

    private void newsGoBothWays() {
        for (Bus from : new Bus[] {here, there}) {
            var ear = new Ear();
            Bus.Subscription subscription = (from == here ? there : here).subscribe("way", ear);
            Eventually.holds("news arrive", () -> {
                from.publish("way", bytes("x"));
                return !ear.heard.isEmpty();
            });
            subscription.close();
        }
    }

    @Test
    void aKilledServerCostsTheOthersNewsAndListenersAreToldWhenItIsBack() {
        var ear = new Ear();
        var _ = here.subscribe("topic", ear);
        int before = ear.missed.get();

        server.kill();
        awaitState(here, Bus.State.AWAY);
        awaitState(there, Bus.State.AWAY);
        here.publish("topic", bytes("own"));
        there.publish("topic", bytes("lost"));
        ear.awaits(1);
        assertThat(ear.missed).hasValue(before);

        server.startAgain();
        awaitState(here, Bus.State.CONNECTED);
        awaitState(there, Bus.State.CONNECTED);
        Eventually.holds("it is told", () -> ear.missed.get() > before);
        newsGoBothWays();
        assertThat(ear.heard).containsExactly("own");
        assertThat(here.figures().connects()).isEqualTo(2);
    }

    @Test
    void aServerThatSaysNothingIsTakenForGoneAndFoundAgain() {
        server.holdStill();
        awaitState(here, Bus.State.AWAY);

        server.goOn();
        awaitState(here, Bus.State.CONNECTED);
        awaitState(there, Bus.State.CONNECTED);
        newsGoBothWays();
    }

    @Test
    void aServerMayComeAfterTheCenter() {
        server.kill();
        try (Bus early = open("center")) {
            var ear = new Ear();
            var _ = early.subscribe("topic", ear);
            early.publish("topic", bytes("own"));
            ear.awaits(1);
            assertThat(early.state()).isEqualTo(Bus.State.AWAY);

            server.startAgain();

            awaitState(early, Bus.State.CONNECTED);
            awaitState(there, Bus.State.CONNECTED);
            Eventually.holds("the others are heard", () -> {
                there.publish("topic", bytes("other"));
                return ear.heard.contains("other");
            });
        }
    }

    @Test
    void centersThatShareAServerDoNotHearEachOther() {
        try (Bus stranger = open("another")) {
            awaitState(stranger, Bus.State.CONNECTED);
            var ear = new Ear();
            var _ = stranger.subscribe(">", ear);

            newsGoBothWays();
            stranger.publish("own", bytes("own"));

            ear.awaits(1);
            assertThat(ear.heard).containsExactly("own");
        }
    }

    @Test
    void whatIsNoUrlIsRefusedAtTheStart() {
        assertThatThrownBy(() -> NatsBus.open("not a url", "center", new Random()))
                .isInstanceOf(StartRefused.class)
                .hasMessageContaining("VTOC_NATS_URL");
    }
}
