package org.vtoc.server.connector;

import java.io.IOException;
import java.time.Duration;

/// How a source's bytes come. Bytes are read no faster than they are stored: whatever is read goes through
/// [Reading#take], which blocks while the center can't store.
interface Feed {
    int BUFFER = 16 * 1024;
    Duration CONNECT_TIMEOUT = Duration.ofSeconds(10);

    /// One session: one connection, one file, one fetched document. Returns when there is nothing more to come.
    ///
    /// @throws IOException the other side can't be reached, went away or is silent for too long; the message is for
    ///     people
    void run(Reading reading) throws IOException, InterruptedException;
}
