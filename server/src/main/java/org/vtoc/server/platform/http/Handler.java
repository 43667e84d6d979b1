package org.vtoc.server.platform.http;

import java.io.IOException;

/// Answers one request; refuses with [org.vtoc.server.platform.error.ProblemException].
@FunctionalInterface
public interface Handler {
    Answer handle(Exchange exchange) throws IOException;
}
