package org.vtoc.server.connector;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Objects;
import java.util.Optional;
import org.vtoc.server.connector.settings.Input;

/// A file: read to its end, then followed as it grows. A file that was renamed away is read to its end before its
/// successor is begun (logrotate's `create`); one that became shorter (`copytruncate`), or a JSON document that was
/// written anew, is read from its beginning.
final class FileFeed implements Feed {
    private final Path path;
    private final Rhythm rhythm;

    /// Waits until the file is to be looked at again.
    @FunctionalInterface
    interface Rhythm {
        void await() throws InterruptedException;
    }

    /// What tells one state of a document from the next.
    private record Version(Optional<Object> key, long size, long modified) {}

    FileFeed(Input.LogFile input, Rhythm rhythm) {
        this.path = input.path();
        this.rhythm = rhythm;
    }

    @Override
    public void run(Reading reading) throws IOException, InterruptedException {
        if (Files.isDirectory(path)) {
            throw new IOException("%s is a folder".formatted(path));
        }
        try (FileChannel channel = FileChannel.open(path, StandardOpenOption.READ)) {
            Version opened = version();
            reading.connected("reading " + path);
            follow(channel, opened, reading);
        } catch (NoSuchFileException failure) {
            throw new IOException("%s isn't there".formatted(path), failure);
        }
    }

    private void follow(FileChannel channel, Version opened, Reading reading) throws IOException, InterruptedException {
        byte[] buffer = new byte[BUFFER];
        while (true) {
            boolean replaced = isReplaced(channel, opened, reading.isDocument());
            // Read after looking, so that what was added before the file was replaced is not lost.
            drain(channel, buffer, reading);
            if (replaced) {
                return;
            }
            reading.atEnd("read to the end of " + path);
            rhythm.await();
        }
    }

    private static void drain(FileChannel channel, byte[] buffer, Reading reading)
            throws IOException, InterruptedException {
        if (channel.size() < channel.position()) {
            return;
        }
        for (int count = 0; count >= 0; count = channel.read(ByteBuffer.wrap(buffer))) {
            reading.take(buffer, 0, count);
        }
    }

    private boolean isReplaced(FileChannel channel, Version opened, boolean document) throws IOException {
        Version now;
        try {
            now = version();
        } catch (NoSuchFileException _) {
            // Between renaming the old one and making the new one; the old one may still grow.
            return false;
        }
        boolean another = !now.key.equals(opened.key) || now.size < channel.position();
        return another || (document && !now.equals(opened));
    }

    private Version version() throws IOException {
        var attributes = Files.readAttributes(path, BasicFileAttributes.class);
        return new Version(
                Optional.ofNullable(attributes.fileKey()),
                attributes.size(),
                Objects.requireNonNull(attributes.lastModifiedTime()).toMillis());
    }
}
