package org.vtoc.server.platform.http;

import io.helidon.http.Headers;
import io.helidon.http.HttpPrologue;
import io.helidon.webserver.ConnectionContext;
import io.helidon.webserver.http1.Http1ConnectionListener;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/// Everyone who has sent a request, looked at from time to time. Thread-safe.
final class Peers implements Http1ConnectionListener, AutoCloseable {
    private static final Duration LOOK = Duration.ofSeconds(1);

    private final Duration patience;
    private final Set<Peer> peers = ConcurrentHashMap.newKeySet();
    private final ScheduledExecutorService watch = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name("http-watch").factory());

    private Peers(Duration patience) {
        this.patience = patience;
    }

    /// @param patience how long a peer may keep a thread waiting, besides the time that its bytes may take
    static Peers watched(Duration patience) {
        var peers = new Peers(patience);
        var _ = peers.watch.scheduleWithFixedDelay(
                peers::look, LOOK.toMillis(), LOOK.toMillis(), TimeUnit.MILLISECONDS);
        return peers;
    }

    private void look() {
        long now = System.nanoTime();
        peers.removeIf(peer -> !peer.look(now));
    }

    /// The first line of a request is there; its headers may take their time, but not for ever.
    @Override
    public void prologue(ConnectionContext connection, HttpPrologue prologue) {
        Peer peer = Peer.known().orElseGet(() -> {
            var met = Peer.meet(connection, patience);
            peers.add(met);
            return met;
        });
        var _ = peer.begin();
    }

    @Override
    public void headers(ConnectionContext connection, Headers headers) {
        Peer.current().end();
    }

    @Override
    public void close() {
        watch.shutdown();
    }
}
