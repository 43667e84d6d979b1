package org.vtoc.server.platform.db;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.vtoc.server.platform.config.StartRefused;

/// Space on the data folder's disk.
final class Disk {
    /// Below this a start isn't tried: PostgreSQL needs room for a WAL segment (16 MiB) and a checkpoint.
    static final long MIN_FREE_BYTES = 64L << 20;

    /// What a first start takes: the unpacked programs (60 MiB), a new cluster and its databases (100 MiB), and air.
    static final long FIRST_START_BYTES = 256L << 20;

    private Disk() {}

    static long free(Path path) {
        try {
            return Files.getFileStore(path).getUsableSpace();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static void requireFree(Path path, long bytes) {
        long free = free(path);
        if (free < bytes) {
            throw new StartRefused("""
                    The disk of %s is full: %d MiB are free, a start needs %d MiB.
                    Free some space or choose another disk with --data DIR.""".formatted(path, free >> 20, bytes >> 20));
        }
    }

    /// A refusal for a failed write: the disk's lack of space, if that was it, or the system's own words.
    static StartRefused explain(Path path, IOException cause) {
        String words = String.valueOf(cause.getMessage());
        if (words.contains("No space left") || words.contains("quota exceeded")) {
            return new StartRefused("""
                    The disk of %s is full.
                    Free some space or choose another disk with --data DIR.""".formatted(path), cause);
        }
        return new StartRefused("""
                The data folder %s can't be used: %s.
                Check that its disk is mounted and writable, or choose another one with --data DIR.""".formatted(path, cause), cause);
    }
}
