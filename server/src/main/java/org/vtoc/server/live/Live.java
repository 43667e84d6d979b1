package org.vtoc.server.live;

import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.vtoc.server.chat.Chat;
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
    public record Shown(Picture picture, Geofences geofences, Chat chat) {}

    /// How often viewers are told of changes.
    private static final Duration TICK = Duration.ofMillis(250);

    /// What is said goes out this much later, together with what else is said meanwhile.
    private static final Duration CHAT_TICK = Duration.ofMillis(25);

    private final Shown shown;
    private final ChatDesk desk;
    private final AtomicBoolean chatTick = new AtomicBoolean();
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
        this.desk = new ChatDesk(shown.chat(), clock, this::chatStirred);
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
        shown.chat().whenStirred(live::chatStirred);
        return live;
    }

    private void chatStirred() {
        if (chatTick.compareAndSet(false, true)) {
            try {
                var _ = watch.schedule(this::chatBeat, CHAT_TICK.toMillis(), TimeUnit.MILLISECONDS);
            } catch (RejectedExecutionException _) {
                // The center is stopping: nobody watches any more.
            }
        }
    }

    private void chatBeat() {
        chatTick.set(false);
        desk.beat();
        viewers.forEach(Viewer::wake);
    }

    private void beat() {
        Pulse next = pulse.next();
        boolean stirred = desk.settle();
        if (next != pulse || stirred) {
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
                new Topics(shown, desk),
                shown.chat().presence(),
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
