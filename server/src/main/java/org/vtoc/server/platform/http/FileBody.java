package org.vtoc.server.platform.http;

import io.helidon.common.buffers.DataReader;
import io.helidon.webserver.CloseConnectionException;
import io.helidon.webserver.http.ServerRequest;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.OptionalLong;
import org.vtoc.server.platform.error.ProblemException;
import org.vtoc.server.platform.error.RequestError;

/// A body that goes to disk as it comes, piece by piece.
final class FileBody {
    private static final int PIECE = 64 * 1024;

    private FileBody() {}

    static void write(ServerRequest request, Path file, long limit) throws IOException {
        OptionalLong length = request.headers().contentLength();
        if (length.isEmpty()) {
            throw ProblemException.of(
                    RequestError.MALFORMED_REQUEST, "Say how long the body is: send it with a Content-Length.");
        }
        if (length.getAsLong() > limit) {
            throw ProblemException.of(
                    RequestError.TOO_LARGE, "The body is larger than %d MiB.".formatted(limit / 1024 / 1024));
        }
        try (FileChannel out = FileChannel.open(file, StandardOpenOption.WRITE, StandardOpenOption.TRUNCATE_EXISTING)) {
            if (length.getAsLong() > 0) {
                // Not closed here: closing reads what is left, without bounds.
                copy(request.content().inputStream(), out, length.getAsLong());
            }
            out.force(true);
        }
    }

    private static void copy(InputStream in, FileChannel out, long length) throws IOException {
        byte[] piece = new byte[PIECE];
        long left = length;
        try (Peer.Wait wait = Peer.current().begin()) {
            while (left > 0) {
                int read = read(in, piece, (int) Math.min(PIECE, left));
                wait.allow(read);
                left -= read;
                for (ByteBuffer rest = ByteBuffer.wrap(piece, 0, read); rest.hasRemaining(); ) {
                    out.write(rest);
                }
            }
            // The library calls a body consumed when its end has been seen.
            if (in.read() >= 0) {
                throw new IllegalStateException("more than the length announced");
            }
        }
    }

    private static int read(InputStream in, byte[] piece, int atMost) throws IOException {
        try {
            int read = in.read(piece, 0, atMost);
            if (read < 0) {
                throw ProblemException.of(RequestError.MALFORMED_REQUEST, "The body is shorter than announced.");
            }
            return read;
        } catch (UncheckedIOException | DataReader.InsufficientDataAvailableException gone) {
            throw new CloseConnectionException("the peer went away, or kept us waiting", gone);
        }
    }
}
