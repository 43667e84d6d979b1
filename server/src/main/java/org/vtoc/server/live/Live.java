package org.vtoc.server.live;

import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.vtoc.server.geofence.Geofences;
import org.vtoc.server.platform.http.Authenticator;
import org.vtoc.server.platform.http.Route;
import org.vtoc.server.platform.http.SocketEndpoint;
import org.vtoc.server.platform.http.Stations;
import org.vtoc.server.platform.security.Caller;
import org.vtoc.server.telemetry.Picture;

/// The live connections of browsers. Thread-safe.
public final class Live implements AutoCloseable {
    /// The longest message that a browser may send, in characters.
    private static final int MAX_MESSAGE = 64 * 1024;

    private static final int MAX_VIEWERS = 4_000;
    /// For all viewers together, when the center stops.
    private static final Duration GOOD_BYES = Duration.ofSeconds(2);

    /// Says what a caller may do by now; empty who may nothing any more.
    @FunctionalInterface
    public interface Recheck {
        Optional<Caller> recheck(Caller caller);
    }

    /// What there is to watch.
    public record Shown(Picture picture, Geofences geofences) {}

    /// How often viewers are told of changes.
    private static final Duration TICK = Duration.ofMillis(250);

    private final Shown shown;
    private final Authenticator authenticator;
    private final Recheck recheck;
    private final Stations stations;
    private final InstantSource clock;
    private volatile Pulse pulse;
    private final Set<Viewer> viewers = ConcurrentHashMap.newKeySet();
    private final ScheduledExecutorService watch = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name("live-watch").factory());

    private Live(Shown shown, Authenticator authenticator, Recheck recheck, Stations stations, InstantSource clock) {
        this.shown = shown;
        this.pulse = Pulse.first(shown.picture());
        this.authenticator = authenticator;
        this.recheck = recheck;
        this.stations = stations;
        this.clock = clock;
    }

    public static Live start(
            Shown shown, Authenticator authenticator, Recheck recheck, Stations stations, InstantSource clock) {
        var live = new Live(shown, authenticator, recheck, stations, clock);
        var _ = live.watch.scheduleWithFixedDelay(
                () -> live.viewers.forEach(Viewer::cutIfStuck), 1, 1, TimeUnit.SECONDS);
        var _ = live.watch.scheduleWithFixedDelay(live::beat, TICK.toMillis(), TICK.toMillis(), TimeUnit.MILLISECONDS);
        return live;
    }

    private void beat() {
        Pulse next = pulse.next();
        if (next != pulse) {
            pulse = next;
            viewers.forEach(Viewer::wake);
        }
    }

    public List<SocketEndpoint> endpoints() {
        return List.of(new SocketEndpoint(Route.API + "/ws", MAX_MESSAGE, this::open));
    }

    private SocketEndpoint.Session open(SocketEndpoint.Socket socket) {
        var viewer = new Viewer(
                new Outbox(socket, clock),
                shown,
                () -> pulse,
                new Admission(authenticator, recheck, stations),
                clock,
                viewers::remove);
        viewers.add(viewer);
        if (viewers.size() > MAX_VIEWERS) {
            viewer.end(Outbox.TRY_AGAIN_LATER, "too many viewers");
        }
        viewer.start();
        return viewer;
    }

    public int viewers() {
        return viewers.size();
    }

    /// Says good-bye to every browser; they come back to whoever answers next.
    @Override
    public void close() {
        watch.shutdown();
        viewers.forEach(viewer -> viewer.end(Outbox.GOING_AWAY, "the center is stopping"));
        long deadline = System.nanoTime() + GOOD_BYES.toNanos();
        viewers.forEach(viewer -> viewer.join(deadline));
    }
}
