package org.vtoc.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.vtoc.server.platform.config.StartRefused;
import org.vtoc.server.testing.Api;
import org.vtoc.server.testing.TestCenter;

class BasemapTest {
    private static final long FREE = 1L << 40;

    @TempDir
    private Path folder = Path.of("");

    private static String archive(int version, int length, char tiles) {
        char[] text = new char[length];
        Arrays.fill(text, tiles);
        Arrays.fill(text, 0, Math.min(length, 127), (char) 0);
        return "PMTiles" + (char) version + new String(text).substring(8);
    }

    private Path file(int version, int length) throws IOException {
        return Files.writeString(folder.resolve("map-" + version + "-" + length), archive(version, length, 'm'));
    }

    private TestCenter center(Optional<Path> option, long free) {
        return TestCenter.start("basemap", made -> {
            var place = new Basemap.Place(folder, () -> free);
            var basemap = Basemap.open(option, place, made.audit, made.databases.control());
            return new TestCenter.Feature(basemap.routes(), List.of(), List.of());
        });
    }

    private static Api sending(TestCenter center) {
        return center.admin().header("Content-Type", "application/octet-stream");
    }

    private List<String> inFolder() throws IOException {
        try (var files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
        }
    }

    @Test
    void signedInUsersReadPartsOfIt() throws IOException {
        try (var center = center(Optional.of(file(3, 100_000)), FREE)) {
            Api admin = center.admin();
            var part = admin.header("Range", "bytes=0-6").get("/basemap");
            assertThat(part.status()).isEqualTo(206);
            assertThat(part.text()).isEqualTo("PMTiles");
            assertThat(part.headers().firstValue("Content-Range")).contains("bytes 0-6/100000");
            assertThat(admin.header("Range", "bytes=-5").get("/basemap").text()).isEqualTo("mmmmm");
            assertThat(admin.header("Range", "bytes=99990-200000")
                            .get("/basemap")
                            .text())
                    .hasSize(10);
            var beyond = admin.header("Range", "bytes=100000-").get("/basemap");
            assertThat(beyond.status()).isEqualTo(416);
            assertThat(beyond.headers().firstValue("Content-Range")).contains("bytes */100000");
            var whole = admin.get("/basemap");
            assertThat(whole.status()).isEqualTo(200);
            assertThat(whole.text()).hasSize(100_000);
            assertThat(center.anonymous().get("/basemap").status()).isEqualTo(401);
            assertThat(admin.get("/basemap/state").at("/origin")).isEqualTo("option");
        }
    }

    @Test
    void anUploadIsShownAtOnceStaysOverARestartAndGivesWayToTheOldOneWhenItIsRemoved() throws IOException {
        Optional<Path> option = Optional.of(file(3, 1000));
        try (var center = center(option, FREE)) {
            var reply = sending(center).put("/basemap", archive(3, 300_000, 'u'));
            assertThat(reply.status()).isEqualTo(200);
            assertThat(reply.at("/origin")).isEqualTo("upload");
            assertThat(reply.at("/bytes")).isEqualTo("300000");
            assertThat(center.admin().get("/basemap").text()).hasSize(300_000).endsWith("uuu");
            assertThat(center.admin().get("/audit").text()).contains("basemap.replaced", "300000");
        }
        Files.writeString(folder.resolve("basemap1.upload"), "of a crash");
        try (var center = center(option, FREE)) {
            assertThat(center.admin().get("/basemap/state").at("/bytes")).isEqualTo("300000");
            assertThat(inFolder()).containsExactly("basemap.pmtiles", "map-3-1000");
            assertThat(center.admin().delete("/basemap").status()).isEqualTo(204);
            assertThat(center.admin().get("/basemap/state").at("/origin")).isEqualTo("option");
            assertThat(center.admin().delete("/basemap").status()).isEqualTo(404);
            assertThat(center.admin().get("/audit").text()).contains("basemap.removed");
        }
    }

    @Test
    void withoutOneTheStateSaysSo() {
        try (var center = center(Optional.empty(), FREE)) {
            assertThat(center.admin().get("/basemap/state").at("/origin")).isEqualTo("none");
            assertThat(center.admin().get("/basemap").status()).isEqualTo(404);
        }
    }

    @Test
    void whatIsNoWholeArchiveLeavesTheOldOne() throws IOException {
        try (var center = center(Optional.empty(), FREE)) {
            assertThat(sending(center).put("/basemap", archive(3, 1000, 'a')).status())
                    .isEqualTo(200);
            String beyond = archive(3, 1000, 'b').substring(0, 64) + "\u007f".repeat(8) + "b".repeat(928);
            for (String broken : List.of("", "<html>", archive(2, 1000, 'b'), archive(3, 90, 'b'), beyond)) {
                var reply = sending(center).put("/basemap", broken);
                assertThat(reply.status()).isEqualTo(422);
                assertThat(reply.at("/code")).isEqualTo("NOT_A_BASEMAP");
            }
            assertThat(center.admin().put("/basemap", "{}").status()).isEqualTo(415);
            assertThat(center.admin().get("/basemap").text()).endsWith("aaa");
            assertThat(inFolder()).containsExactly("basemap.pmtiles");
        }
    }

    @Test
    void aFullDiskLeavesTheOldOne() throws IOException {
        try (var center = center(Optional.empty(), FREE)) {
            assertThat(sending(center).put("/basemap", archive(3, 1000, 'a')).status())
                    .isEqualTo(200);
        }
        try (var center = center(Optional.empty(), Basemap.RESERVE + 1_000_000)) {
            var reply = sending(center).put("/basemap", archive(3, 2_000_000, 'b'));
            assertThat(reply.status()).isEqualTo(507);
            assertThat(reply.at("/code")).isEqualTo("BASEMAP_NO_SPACE");
            assertThat(center.admin().get("/basemap").text()).endsWith("aaa");
            assertThat(inFolder()).containsExactly("basemap.pmtiles");
        }
    }

    @Test
    void whatIsNoArchiveOfThisVersionIsRefusedAtTheStart() throws IOException {
        Path text = Files.writeString(folder.resolve("text"), "<html>not a map, but long enough</html>".repeat(9));
        assertThatThrownBy(() -> Basemap.requireGood(text))
                .isInstanceOf(StartRefused.class)
                .hasMessageContaining("is not a PMTiles archive");
        Path old = file(2, 1000);
        assertThatThrownBy(() -> Basemap.requireGood(old))
                .isInstanceOf(StartRefused.class)
                .hasMessageContaining("version 3");
        Path cut = file(3, 50);
        assertThatThrownBy(() -> Basemap.requireGood(cut)).isInstanceOf(StartRefused.class);
        assertThatThrownBy(() -> Basemap.requireGood(folder.resolve("none")))
                .isInstanceOf(StartRefused.class)
                .hasMessageContaining("can't be read");
    }
}
