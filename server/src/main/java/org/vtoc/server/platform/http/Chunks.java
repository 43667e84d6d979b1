package org.vtoc.server.platform.http;

import io.helidon.common.buffers.BufferData;
import io.helidon.common.buffers.DataReader;
import io.helidon.webserver.ConnectionContext;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import org.vtoc.server.platform.error.ProblemException;
import org.vtoc.server.platform.error.RequestError;

/// Reads a body without a length (`Transfer-Encoding: chunked`, RFC 9112, 7.1) within bounds. The HTTP library takes a
/// whole chunk into memory, whatever its size, and lines without an end too; so each chunk's head is looked at before
/// the library reads it.
final class Chunks {
    /// The longest line with a chunk's size; chunk extensions are of no use to anyone.
    private static final int MAX_LINE = 64;

    private static final byte[] CONTINUE = "HTTP/1.1 100 Continue\r\n\r\n".getBytes(StandardCharsets.US_ASCII);

    private Chunks() {}

    /// @param waits whether the client waits for a word before it sends the body (`Expect: 100-continue`)
    /// @param tooLarge what a body over the limit is refused with
    static byte[] read(InputStream body, boolean waits, int limit, ProblemException tooLarge, Peer.Wait wait)
            throws IOException {
        ConnectionContext context = Peer.current().connection();
        if (waits) {
            // The library says it only when it reads, which is after we have looked.
            context.dataWriter().writeNow(BufferData.create(CONTINUE));
        }
        DataReader connection = context.dataReader();
        var bytes = new ByteArrayOutputStream();
        int next = nextSize(connection);
        while (next > 0) {
            if (next > limit - bytes.size()) {
                throw tooLarge;
            }
            byte[] chunk = new byte[next];
            if (body.readNBytes(chunk, 0, next) < next) {
                throw malformed();
            }
            wait.allow(next);
            bytes.writeBytes(chunk);
            next = nextSize(connection);
        }
        // The last chunk, which is empty, is still to be taken off the connection.
        if (body.read() >= 0) {
            throw malformed();
        }
        return bytes.toByteArray();
    }

    private static int nextSize(DataReader connection) {
        int end;
        try {
            end = connection.findNewLine(MAX_LINE);
        } catch (DataReader.IncorrectNewLineException _) {
            throw malformed();
        }
        if (end <= 0 || end >= MAX_LINE) {
            throw malformed();
        }
        String line = peek(connection, end);
        int size;
        try {
            size = Integer.parseUnsignedInt(line, 16);
        } catch (NumberFormatException _) {
            throw malformed();
        }
        if (size == 0 && !peek(connection, end + 4).endsWith("\r\n\r\n")) {
            // Trailers: nothing here reads them.
            throw malformed();
        }
        return size < 0 ? Integer.MAX_VALUE : size;
    }

    private static String peek(DataReader connection, int length) {
        var buffer = connection.getBuffer(length);
        return buffer.readString(length, StandardCharsets.US_ASCII);
    }

    private static ProblemException malformed() {
        return ProblemException.of(RequestError.MALFORMED_REQUEST, "The body's chunks are not well-formed.");
    }
}
