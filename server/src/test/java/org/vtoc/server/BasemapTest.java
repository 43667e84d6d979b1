package org.vtoc.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.vtoc.server.platform.config.StartRefused;
import org.vtoc.server.platform.http.Route;
import org.vtoc.server.testing.Api;
import org.vtoc.server.testing.TestCenter;

class BasemapTest {
    @TempDir
    private Path folder = Path.of("");

    private Path file(int version, int length) throws IOException {
        byte[] bytes = new byte[length];
        Arrays.fill(bytes, (byte) 'm');
        byte[] name = "PMTiles".getBytes(StandardCharsets.US_ASCII);
        System.arraycopy(name, 0, bytes, 0, name.length);
        bytes[name.length] = (byte) version;
        return Files.write(folder.resolve("map-" + version + "-" + length), bytes);
    }

    @Test
    void signedInUsersReadPartsOfIt() throws IOException {
        var routes = Basemap.open(Optional.of(file(3, 100_000))).routes();
        try (var center = TestCenter.start("basemap", routes.toArray(Route[]::new))) {
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
            assertThat(admin.header("Range", "bytes=100000-").get("/basemap").status())
                    .isEqualTo(416);
            var whole = admin.get("/basemap");
            assertThat(whole.status()).isEqualTo(200);
            assertThat(whole.text()).hasSize(100_000);
            assertThat(center.anonymous().get("/basemap").status()).isEqualTo(401);
        }
    }

    @Test
    void whatIsNoArchiveOfThisVersionIsRefusedAtTheStart() throws IOException {
        Path text = Files.writeString(folder.resolve("text"), "<html>not a map, but long enough</html>".repeat(9));
        assertThatThrownBy(() -> Basemap.open(Optional.of(text)))
                .isInstanceOf(StartRefused.class)
                .hasMessageContaining("is not a PMTiles archive");
        Path old = file(2, 1000);
        assertThatThrownBy(() -> Basemap.open(Optional.of(old)))
                .isInstanceOf(StartRefused.class)
                .hasMessageContaining("version 3");
        Path cut = file(3, 50);
        assertThatThrownBy(() -> Basemap.open(Optional.of(cut))).isInstanceOf(StartRefused.class);
        assertThatThrownBy(() -> Basemap.open(Optional.of(folder.resolve("none"))))
                .isInstanceOf(StartRefused.class)
                .hasMessageContaining("can't be read");
    }
}
