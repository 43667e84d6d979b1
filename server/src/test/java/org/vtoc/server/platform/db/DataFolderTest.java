package org.vtoc.server.platform.db;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.vtoc.server.platform.config.StartRefused;

class DataFolderTest {
    private final Path parent;

    DataFolderTest(@TempDir Path parent) {
        this.parent = parent;
    }

    @Test
    void aNewFolderIsClosedToOthersAndItsKeyToEverybodyElse() throws IOException {
        Path data = parent.resolve("new/data");

        DataFolder.open(data).close();

        assertThat(mode(data)).isEqualTo("rwx------");
        assertThat(mode(data.resolve("keys"))).isEqualTo("rwx------");
        assertThat(mode(data.resolve("keys/master.key"))).isEqualTo("rw-------");
        assertThat(data.resolve("layout")).hasContent("1");
    }

    @Test
    void theMasterKeyStaysAndEachPurposeHasAKeyOfItsOwn() {
        byte[] first;
        try (var folder = DataFolder.open(parent.resolve("data"))) {
            first = folder.masterKey().derive("tokens");
            assertThat(first).hasSize(32).isNotEqualTo(folder.masterKey().derive("passwords"));
        }

        try (var folder = DataFolder.open(parent.resolve("data"))) {
            assertThat(folder.masterKey().derive("tokens")).isEqualTo(first);
            assertThat(folder.masterKey()).hasToString("MasterKey[hidden]");
        }
    }

    @Test
    void aKeyFromOutsideTakesThePlaceOfTheFolders() {
        MasterKey key = MasterKey.ofText("0123456789abcdef0123456789abcdef");

        try (var folder = DataFolder.open(parent.resolve("data"), key)) {
            assertThat(folder.masterKey().derive("tokens")).isEqualTo(key.derive("tokens"));
        }

        assertThat(parent.resolve("data/keys")).doesNotExist();
    }

    @Test
    void aShortKeyFromOutsideIsRefused() {
        assertThatThrownBy(() -> MasterKey.ofText("changeme"))
                .isInstanceOf(StartRefused.class)
                .hasMessageContaining("openssl rand");
    }

    @Test
    void aFolderInUseIsRefusedWithTheHoldersNumberAndAddress() {
        try (var holder = DataFolder.open(parent.resolve("data"))) {
            holder.announce("http://127.0.0.1:8080");

            assertThatThrownBy(() -> DataFolder.open(parent.resolve("data")))
                    .isInstanceOf(StartRefused.class)
                    .hasMessageContaining("process " + ProcessHandle.current().pid())
                    .hasMessageContaining("http://127.0.0.1:8080")
                    .hasMessageContaining("--data DIR");
        }

        DataFolder.open(parent.resolve("data")).close();
    }

    @Test
    void aNewerLayoutIsRefusedAndLeftAlone() throws IOException {
        DataFolder.open(parent.resolve("data")).close();
        Files.writeString(parent.resolve("data/layout"), "2\n");

        assertThatThrownBy(() -> DataFolder.open(parent.resolve("data")))
                .isInstanceOf(StartRefused.class)
                .hasMessageContaining("newer vTOC (layout 2, this program knows 1)");

        assertThat(parent.resolve("data/layout")).hasContent("2");
    }

    @Test
    void somebodyElsesFolderIsRefused() throws IOException {
        Files.writeString(parent.resolve("letter.txt"), "Dear");

        assertThatThrownBy(() -> DataFolder.open(parent))
                .isInstanceOf(StartRefused.class)
                .hasMessageContaining("not a vTOC data folder")
                .hasMessageContaining("letter.txt");
    }

    @Test
    void aDamagedKeyIsRefusedNotReplaced() throws IOException {
        DataFolder.open(parent.resolve("data")).close();
        Files.write(parent.resolve("data/keys/master.key"), new byte[3]);

        assertThatThrownBy(() -> DataFolder.open(parent.resolve("data")))
                .isInstanceOf(StartRefused.class)
                .hasMessageContaining("master.key has 3 bytes");
    }

    @Test
    void aFileWhereTheFolderShouldBeIsRefused() throws IOException {
        Files.writeString(parent.resolve("data"), "");

        assertThatThrownBy(() -> DataFolder.open(parent.resolve("data")))
                .isInstanceOf(StartRefused.class)
                .hasMessageContaining("is not a folder");
    }

    private static String mode(Path path) throws IOException {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
    }
}
