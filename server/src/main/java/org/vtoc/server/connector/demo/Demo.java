package org.vtoc.server.connector.demo;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.vtoc.server.connector.settings.Settings;
import org.vtoc.server.connector.settings.SourceSettings;

/// The demo: recorded feeds on ports of the loopback, and the sources that read them. What they are and where they
/// come from is in `demo/SOURCE.md` of the resources.
public final class Demo implements AutoCloseable {
    private static final Duration TEN_MINUTES = Duration.ofMinutes(10);
    private static final Duration FIVE_MINUTES = Duration.ofMinutes(5);
    private static final Duration DENMARK = Duration.ofSeconds(150);

    private final Settings settings = new Settings(Path.of(""));
    private final List<AutoCloseable> players = new ArrayList<>();
    private final List<SourceSettings> sources = new ArrayList<>();
    private final Instant began;
    private final Pace pace;

    private Demo(Pace pace) {
        this.pace = pace;
        this.began = pace.now();
    }

    /// Starts to play.
    public static Demo start(InstantSource clock) {
        return start(Pace.real(clock));
    }

    static Demo start(Pace pace) {
        var demo = new Demo(pace);
        try {
            demo.play();
            return demo;
        } catch (IOException failure) {
            demo.close();
            throw new UncheckedIOException(failure);
        }
    }

    /// The sources that read what is played, at the first station served but for one at `intel`.
    public List<SourceSettings> sources() {
        return List.copyOf(sources);
    }

    private void play() throws IOException {
        var japan = server("sbs_japan_2022-01-08.txt.gz", TEN_MINUTES, Times::sbs, LineServer.Greeting.NONE);
        add("demo-sbs-japan", "DEMO aircraft, western Japan", "adsb", Map.of("tcp_url", japan.address()));

        var aircraft = new Aircraft("aircraft_london_2026-07-29.json.gz", began, TEN_MINUTES);
        var london = DocumentServer.start(aircraft::at, pace);
        players.add(london);
        add(
                "demo-aircraft-london",
                "DEMO aircraft, London",
                "adsb",
                Map.of("api_url", london.address(), "schedule", "2s"));

        var denmark = server("ais_denmark_2010-06-11.txt.gz", DENMARK, Times::ais, LineServer.Greeting.NONE);
        add("demo-ais-denmark", "DEMO vessels, Denmark", "ais", Map.of("tcp_url", denmark.address()));

        var seine = server("ais_seine_2016-04-10.txt.gz", TEN_MINUTES, Times::ais, LineServer.Greeting.NONE);
        add("demo-ais-seine", "DEMO vessels, Seine", "ais", Map.of("tcp_url", seine.address()));

        int port = DatagramSender.freePort();
        Recording sound = Recording.load("ais_oresund_2011-06-28.txt.gz", FIVE_MINUTES);
        players.add(DatagramSender.start(new Playback(sound, Times::ais, began, pace), port));
        add("demo-ais-oresund", "DEMO vessels, Øresund", "ais", Map.of("udp_port", port));
        // Some of its vessels are in the other Danish recording, too, a year earlier and elsewhere.
        sources.add(sources.removeLast().at("intel"));

        var aprs = server("aprs_composed.txt.gz", TEN_MINUTES, Playback.Rewriter.none(), LineServer.Greeting.APRS_IS);
        add(
                "demo-aprs",
                "DEMO radio stations, Øresund",
                "aprs",
                Map.of("igate_url", aprs.address(), "callsign", "N0CALL"));
    }

    private LineServer server(
            String recording, Duration length, Playback.Rewriter rewriter, LineServer.Greeting greeting)
            throws IOException {
        var playback = new Playback(Recording.load(recording, length), rewriter, began, pace);
        LineServer server = LineServer.start(playback, greeting);
        players.add(server);
        return server;
    }

    private void add(String slug, String name, String type, Map<String, Object> own) {
        switch (settings.check(slug, name, type, true, own)) {
            case Settings.One.Good(SourceSettings good) -> sources.add(good);
            case Settings.One.Wrong wrong -> throw new IllegalStateException(slug + ": " + wrong.problems());
        }
    }

    /// Stops to play.
    @Override
    public void close() {
        for (AutoCloseable player : players.reversed()) {
            try {
                player.close();
            } catch (Exception failure) {
                throw new IllegalStateException("a player of the demo could not be closed", failure);
            }
        }
    }
}
