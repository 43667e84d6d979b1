package org.vtoc.server.platform.http;

import io.helidon.http.HeaderNames;
import io.helidon.http.HeaderValues;
import io.helidon.webserver.http.ServerRequest;
import java.util.List;
import java.util.regex.Pattern;

/// Where a request's body ends. What two programs on the way could read in two ways lets a second request hide inside
/// the first (RFC 9112, 11.2), so only what can be read in one way is taken.
final class Framing {
    private static final Pattern LENGTH = Pattern.compile("[0-9]{1,18}");

    private Framing() {}

    static boolean isChunked(ServerRequest request) {
        return request.headers().contains(HeaderNames.TRANSFER_ENCODING);
    }

    static boolean isClear(ServerRequest request) {
        var headers = request.headers();
        List<String> lengths = headers.values(HeaderNames.CONTENT_LENGTH);
        if (isChunked(request)) {
            return lengths.isEmpty()
                    && headers.values(HeaderNames.TRANSFER_ENCODING).size() == 1
                    && headers.contains(HeaderValues.TRANSFER_ENCODING_CHUNKED);
        }
        return lengths.isEmpty()
                || (lengths.size() == 1 && LENGTH.matcher(lengths.getFirst()).matches());
    }
}
