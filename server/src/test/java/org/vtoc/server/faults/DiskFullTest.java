package org.vtoc.server.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.vtoc.server.testing.Api;
import org.vtoc.server.testing.Eventually;

/// A center whose disk fills up under load, on a small disk of its own, which only root can make.
class DiskFullTest {
    private static final int DISK_MEBI = 700;

    /// Outside of the project's folder, which a disk that a killed run left mounted must not keep from being deleted;
    /// named after it, so that runs of different folders don't meet.
    private final Path disk = Path.of(
            System.getProperty("java.io.tmpdir"),
            "vtoc-disk-full-%08x".formatted(Path.of("").toAbsolutePath().hashCode()));

    @BeforeEach
    void mount() throws IOException, InterruptedException {
        clear();
        Files.createDirectories(disk);
        assumeThat(run("mount", "-t", "tmpfs", "-o", "size=" + DISK_MEBI + "m", "tmpfs", disk.toString()))
                .as("a disk can be made (needs root)")
                .isZero();
    }

    @AfterEach
    void clear() throws IOException, InterruptedException {
        // Mounts lie on top of each other; the one of a run that was killed comes off here, too.
        while (run("umount", "--lazy", disk.toString()) == 0) {
            // The next one.
        }
        Files.deleteIfExists(disk);
    }

    private static int run(String... command) throws IOException, InterruptedException {
        return new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start()
                .waitFor();
    }

    /// Takes all room that is left.
    private static void fill(Path ballast) throws IOException {
        byte[] mebi = new byte[1 << 20];
        try (OutputStream out = Files.newOutputStream(ballast)) {
            while (true) {
                out.write(mebi);
            }
        } catch (IOException full) {
            assertThat(full).hasMessageContaining("No space left");
        }
    }

    @Test
    void whatIsRefusedOnAFullDiskIsTakenAgainWhenThereIsRoomAndNothingIsLost() throws IOException {
        Path ballast = disk.resolve("ballast");
        try (Program center = Program.up(disk.resolve("data"))) {
            Ledger ledger = Ledger.open(center.admin(), "disk");
            Eventually.holds("events are stored", () -> ledger.acknowledged() >= 100);
            fill(ballast);
            Eventually.holds(
                    "the center says that it can't", () -> !ledger.refusals().isEmpty());
            assertThat(center.isAlive()).isTrue();
            int before = ledger.acknowledged();

            Files.delete(ballast);
            Eventually.holds("the center goes on by itself", () -> ledger.acknowledged() > before);
            ledger.stop();

            assertThat(ledger.cut()).isEmpty();
            for (Api.Reply refusal : ledger.refusals()) {
                assertThat(refusal.status()).as(refusal.text()).isEqualTo(503);
                assertThat(refusal.headers().firstValue("Retry-After")).isPresent();
            }
            Map<String, JsonNode> kept = ledger.stored(center.admin());
            assertThat(kept.keySet()).containsAll(ledger.acknowledgedKeys());
            assertThat(ledger.picture(center.admin())).isEqualTo(Ledger.newest(kept));
        }
    }
}
