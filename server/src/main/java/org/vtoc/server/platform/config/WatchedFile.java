package org.vtoc.server.platform.config;

import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;

/// The text of a settings file, looked at again and again. It is the content that counts, not the time: a file that was
/// copied, renamed into place or edited within one second is noticed alike. A missing file is an empty one. For one
/// thread at a time.
public final class WatchedFile {
    private static final long MOST_BYTES = 1 << 20;

    private final Path path;
    private Optional<String> text = Optional.empty();

    public WatchedFile(Path path) {
        this.path = path;
    }

    public Path path() {
        return path;
    }

    /// The text, if it is another than the last time.
    ///
    /// @throws IOException it can't be read, is larger than 1 MiB, or no UTF-8 text
    public Optional<String> changed() throws IOException {
        Optional<String> before = text;
        text = Optional.empty();
        String now = read();
        text = Optional.of(now);
        return before.equals(text) ? Optional.empty() : text;
    }

    private String read() throws IOException {
        try {
            if (Files.size(path) > MOST_BYTES) {
                throw new IOException("it is larger than 1 MiB");
            }
            return Files.readString(path);
        } catch (NoSuchFileException _) {
            return "";
        } catch (CharacterCodingException binary) {
            throw new IOException("it is not UTF-8 text", binary);
        }
    }
}
