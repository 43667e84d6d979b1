package org.vtoc.server.platform.db;

import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayDeque;
import java.util.Deque;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// What PostgreSQL writes, kept in files of bounded size: such as `postgres.log` and, older, `postgres.log.1` to `.4`.
/// Used by one thread at a time.
final class ServerLog implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(ServerLog.class);
    private static final long MAX_BYTES = 10L << 20;
    private static final int OLDER_FILES = 4;
    private static final int REMEMBERED_LINES = 40;

    private final Path file;
    private final Deque<String> last = new ArrayDeque<>();
    private BufferedWriter writer;
    private long written;
    private boolean failing;

    ServerLog(Path directory, String name) throws IOException {
        file = directory.resolve(name);
        writer = open();
        written = Files.size(file);
    }

    synchronized void line(String line) {
        if (last.size() == REMEMBERED_LINES) {
            last.removeFirst();
        }
        last.addLast(line);
        try {
            if (written > MAX_BYTES) {
                rotate();
            }
            writer.write(line);
            writer.newLine();
            writer.flush();
            written += line.length() + 1L;
            failing = false;
        } catch (IOException e) {
            // A full disk must not stop the reader: PostgreSQL would block on its output.
            if (!failing) {
                LOG.warn("can't write {}: {}", file, e.toString());
                failing = true;
            }
        }
    }

    /// The newest lines, for a message about a server that didn't start.
    synchronized String tail() {
        return String.join("\n", last);
    }

    private BufferedWriter open() throws IOException {
        return Files.newBufferedWriter(file, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    }

    private void rotate() throws IOException {
        writer.close();
        for (int number = OLDER_FILES; number >= 1; number--) {
            Path from = number == 1 ? file : older(number - 1);
            if (Files.exists(from)) {
                Files.move(from, older(number), StandardCopyOption.REPLACE_EXISTING);
            }
        }
        writer = open();
        written = 0;
    }

    private Path older(int number) {
        return file.resolveSibling(file.getFileName() + "." + number);
    }

    @Override
    public synchronized void close() throws IOException {
        writer.close();
    }
}
