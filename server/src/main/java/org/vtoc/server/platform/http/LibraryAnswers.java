package org.vtoc.server.platform.http;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.helidon.http.DirectHandler;
import io.helidon.http.HeaderNames;
import io.helidon.http.encoding.ContentDecoder;
import io.helidon.http.encoding.ContentEncoder;
import io.helidon.http.encoding.ContentEncoding;
import io.helidon.http.encoding.ContentEncodingContext;
import io.helidon.webserver.http.DirectHandlers;
import java.util.Set;
import org.vtoc.server.platform.error.ProblemException;
import org.vtoc.server.platform.error.RequestError;

/// Makes what the HTTP library answers by itself, before any route is asked, look like our own answers.
final class LibraryAnswers {
    private LibraryAnswers() {}

    /// Requests that are no HTTP are answered with a problem, too.
    static DirectHandlers problems() {
        var handlers = DirectHandlers.builder();
        for (DirectHandler.EventType type : DirectHandler.EventType.values()) {
            handlers.addHandler(type, (request, event, status, headers, message) -> {
                RequestError error =
                        switch (event) {
                            case BAD_REQUEST, OTHER, HTTP_VERSION_NOT_SUPPORTED -> RequestError.MALFORMED_REQUEST;
                            case PAYLOAD_TOO_LARGE -> RequestError.TOO_LARGE;
                            case FORBIDDEN -> RequestError.NOT_ALLOWED;
                            case INTERNAL_ERROR -> RequestError.INTERNAL_ERROR;
                        };
                return DirectHandler.TransportResponse.builder()
                        .status(io.helidon.http.Status.create(error.status()))
                        .header(HeaderNames.CONTENT_TYPE, Problem.CONTENT_TYPE)
                        .keepAlive(false)
                        .entity(problem(error, request.path()))
                        .build();
            });
        }
        return handlers.build();
    }

    private static byte[] problem(RequestError error, String path) {
        try {
            return Json.MAPPER.writeValueAsBytes(
                    Problem.of(ProblemException.of(error, "The request could not be read as HTTP."), path));
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    /// Lets compressed bodies come as far as our own refusal: nothing is ever inflated.
    static ContentEncodingContext encodings() {
        return ContentEncodingContext.builder()
                .contentEncodingsDiscoverServices(false)
                .addContentEncoding(new Refused())
                .build();
    }

    private record Refused() implements ContentEncoding {
        @Override
        public Set<String> ids() {
            return Set.of("gzip", "x-gzip", "deflate", "compress", "br", "zstd");
        }

        @Override
        public boolean supportsEncoding() {
            return false;
        }

        @Override
        public boolean supportsDecoding() {
            return true;
        }

        @Override
        public ContentDecoder decoder() {
            return ContentDecoder.NO_OP;
        }

        @Override
        public ContentEncoder encoder() {
            return ContentEncoder.NO_OP;
        }

        @Override
        public String name() {
            return "refused";
        }

        @Override
        public String type() {
            return "refused";
        }
    }
}
