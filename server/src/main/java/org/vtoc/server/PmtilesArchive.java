package org.vtoc.server;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Optional;

/// What a file must be to be shown as a map: a whole archive by the PMTiles specification, version 3.
final class PmtilesArchive {
    /// The header has 127 bytes and begins with the name and the version.
    private static final int HEADER = 127;

    private static final byte[] NAME = "PMTiles".getBytes(StandardCharsets.US_ASCII);
    private static final int VERSION = 3;

    /// Where the header has offset and length of root directory, metadata, leaf directories and tiles.
    private static final int[] SECTIONS = {8, 24, 40, 56};

    private PmtilesArchive() {}

    /// What is wrong with the file, as the end of a sentence; empty if nothing is.
    static Optional<String> fault(Path file) throws IOException {
        try (FileChannel channel = FileChannel.open(file)) {
            ByteBuffer header = ByteBuffer.allocate(HEADER).order(ByteOrder.LITTLE_ENDIAN);
            while (header.hasRemaining() && channel.read(header) >= 0) {
                // Reads until the header is whole or the file ends.
            }
            boolean named = header.position() > NAME.length
                    && ByteBuffer.wrap(NAME).equals(header.duplicate().flip().slice(0, NAME.length));
            if (!named) {
                return Optional.of("is not a PMTiles archive. Make one with: pmtiles convert");
            }
            if (header.get(NAME.length) != VERSION) {
                return Optional.of(
                        "is not a PMTiles archive of version %d; convert it with: pmtiles convert".formatted(VERSION));
            }
            if (header.hasRemaining() || cut(header, channel.size())) {
                return Optional.of(
                        "is not a whole PMTiles archive of version %d: its end is missing.".formatted(VERSION));
            }
            return Optional.empty();
        }
    }

    private static boolean cut(ByteBuffer header, long size) {
        for (int section : SECTIONS) {
            long offset = header.getLong(section);
            long length = header.getLong(section + Long.BYTES);
            if (offset < 0 || length < 0 || offset > size || length > size - offset) {
                return true;
            }
        }
        return false;
    }
}
