package org.vtoc.server.connector;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.vtoc.server.connector.settings.SourceSettings;
import org.vtoc.server.testing.Eventually;

@Timeout(60)
class FileTest {
    private final Bench bench = new Bench();

    @TempDir
    private Path folder = Path.of("");

    private Path log = Path.of("");

    @BeforeEach
    void name() {
        log = folder.resolve("today.sbs");
    }

    @AfterEach
    void close() throws InterruptedException {
        bench.close();
    }

    private SourceSettings settings() {
        return Bench.settings("adsb", Map.of("mode", "offline", "log_path", log.toString()));
    }

    private static String lines(int from, int to) {
        var text = new StringBuilder();
        for (int i = from; i < to; i++) {
            text.append(Bench.sbs(i));
        }
        return text.toString();
    }

    private void untilStored(int count) {
        Eventually.holds(count + " facts", () -> bench.intake.count() == count);
    }

    @Test
    void aLogIsReadToItsEndAndThenFollowed() throws IOException {
        Files.writeString(log, lines(0, 2000));
        Runner runner = bench.run(settings());
        untilStored(2000);
        Eventually.holds("idle", () -> runner.view().state() == State.IDLE);

        Files.writeString(log, Bench.sbs(2000).substring(0, 30), StandardOpenOption.APPEND);
        Files.writeString(log, Bench.sbs(2000).substring(30), StandardOpenOption.APPEND);

        untilStored(2001);
        assertThat(runner.view().counters().malformed()).isEmpty();
    }

    @Test
    void afterARestartNothingIsStoredTwice() throws IOException, InterruptedException {
        Files.writeString(log, lines(0, 1000));
        Runner first = bench.run(settings());
        untilStored(1000);
        Bench.stop(first);
        Files.writeString(log, lines(1000, 1500), StandardOpenOption.APPEND);

        Runner second = bench.run(settings());
        untilStored(1500);

        Eventually.holds("counted", () -> second.view().counters().duplicates() == 1000);
        assertThat(second.view().counters().stored()).isEqualTo(500);
    }

    @Test
    void equalLinesOfOneFileAreDifferentFacts() throws IOException {
        Files.writeString(log, Bench.sbs(1) + Bench.sbs(1) + Bench.sbs(1));

        bench.run(settings());

        untilStored(3);
    }

    @Test
    void aRotatedLogIsReadToItsEndBeforeItsSuccessor() throws IOException {
        Files.writeString(log, lines(0, 10));
        bench.run(settings());
        untilStored(10);

        Files.writeString(log, lines(10, 12), StandardOpenOption.APPEND);
        Files.move(log, folder.resolve("yesterday.sbs"));
        Files.writeString(log, lines(20, 25));

        untilStored(17);
    }

    @Test
    void aLogThatWasCutIsReadFromItsBeginning() throws IOException {
        Files.writeString(log, lines(0, 10));
        Runner runner = bench.run(settings());
        untilStored(10);
        Eventually.holds("idle", () -> runner.view().state() == State.IDLE);

        Files.writeString(log, lines(20, 22), StandardOpenOption.TRUNCATE_EXISTING);

        untilStored(12);
    }

    @Test
    void aFileThatIsntThereIsWaitedFor() throws IOException {
        Runner runner = bench.run(settings());
        Eventually.holds("an error", () -> runner.view().lastError().isPresent());
        assertThat(runner.view().lastError().orElseThrow()).contains("today.sbs isn't there");

        Files.writeString(log, lines(0, 3));

        untilStored(3);
    }

    @Test
    void anAircraftJsonThatIsWrittenAnewIsReadAnew() throws IOException {
        Files.writeString(log, "{\"now\":1785349721.0,\"aircraft\":[{\"hex\":\"4ca2b6\",\"seen\":1.0}]}");
        bench.run(settings());
        untilStored(1);

        Path next = folder.resolve("next");
        Files.writeString(next, "{\"now\":1785349723.0,\"aircraft\":[{\"hex\":\"4ca2b6\",\"seen\":0.5}]}");
        Files.move(next, log, StandardCopyOption.ATOMIC_MOVE);

        untilStored(2);
        assertThat(bench.intake.facts().getLast().eventKey()).contains("icao:4ca2b6@1785349722500");
    }
}
