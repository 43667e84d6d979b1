package org.vtoc.server.live;

import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.vtoc.server.chat.Presence;
import org.vtoc.server.platform.error.ProblemException;
import org.vtoc.server.platform.error.RequestError;
import org.vtoc.server.platform.http.SocketEndpoint;
import org.vtoc.server.platform.security.Caller;

/// One browser's connection.
///
/// The connection's own thread takes messages and leaves them in a bounded inbox; one virtual thread handles them and
/// sends all frames, so that nothing of a viewer is shared but the inbox.
final class Viewer implements SocketEndpoint.Session {
    private static final Logger LOG = LoggerFactory.getLogger(Viewer.class);
    /// How often to look at the time when nothing happens.
    private static final Duration LOOK = Duration.ofMillis(250);
    private static final Duration AUTH_TIME = Duration.ofSeconds(10);
    private static final Duration RECHECK = Duration.ofSeconds(5);
    private static final Duration PING = Duration.ofSeconds(30);
    private static final Duration IDLE = Duration.ofSeconds(90);
    private static final Duration GOOD_BYE = Duration.ofSeconds(1);
    /// A browser that sends more than it waits for answers to is broken or hostile.
    private static final int MAX_INBOX = 256;

    private record Ending(int code, String reason) {}

    private final Outbox outbox;
    private final Topics topics;
    private final Presence presence;
    private final Supplier<Pulse> pulse;
    private final Admission admission;
    private final InstantSource clock;
    private final Consumer<Viewer> ended;
    private final Thread thread;
    private final Map<String, Subscription> subscriptions = new LinkedHashMap<>();
    private Caller.@Nullable User user;
    private Presence.@Nullable Link link;

    private final ArrayDeque<String> inbox = new ArrayDeque<>();
    private final CountDownLatch gone = new CountDownLatch(1);
    private @Nullable Ending ending;
    private byte @Nullable [] pinged;
    private boolean woken;
    private final long openedAt;
    private volatile long heardAt;

    Viewer(
            Outbox outbox,
            Topics topics,
            Presence presence,
            Supplier<Pulse> pulse,
            Admission admission,
            InstantSource clock,
            Consumer<Viewer> ended) {
        this.outbox = outbox;
        this.topics = topics;
        this.presence = presence;
        this.pulse = pulse;
        this.admission = admission;
        this.clock = clock;
        this.ended = ended;
        this.openedAt = clock.millis();
        this.heardAt = openedAt;
        this.thread = Thread.ofVirtual().name("viewer").unstarted(this::run);
    }

    void start() {
        thread.start();
    }

    /// Waits for the end until the deadline, then cuts.
    ///
    /// @param deadline as [System#nanoTime] counts
    void join(long deadline) {
        try {
            if (!thread.join(Duration.ofNanos(deadline - System.nanoTime()))) {
                thread.interrupt();
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void message(String text) {
        heardAt = clock.millis();
        synchronized (inbox) {
            if (inbox.size() >= MAX_INBOX) {
                end(Outbox.POLICY_VIOLATION, "too many messages");
                return;
            }
            inbox.add(text);
            inbox.notifyAll();
        }
    }

    /// Only the newest ping needs an answer (RFC 6455, 5.5.3).
    @Override
    public void ping(byte[] payload) {
        heardAt = clock.millis();
        synchronized (inbox) {
            pinged = payload;
            inbox.notifyAll();
        }
    }

    @Override
    public void refuse(int code, String reason) {
        end(code, reason);
    }

    @Override
    public void closed() {
        synchronized (inbox) {
            gone.countDown();
            inbox.notifyAll();
        }
    }

    /// Something changed that this viewer may want to send.
    void wake() {
        synchronized (inbox) {
            woken = true;
            inbox.notifyAll();
        }
    }

    private boolean isGone() {
        return gone.getCount() == 0;
    }

    /// Ends the connection with this code, once; from any thread.
    void end(int code, String reason) {
        synchronized (inbox) {
            if (ending == null) {
                ending = new Ending(code, reason);
            }
            inbox.notifyAll();
        }
    }

    /// Drops the connection of a peer that takes nothing; see [SocketEndpoint.Socket].
    void cutIfStuck() {
        if (outbox.isStuck()) {
            thread.interrupt();
        }
    }

    private void run() {
        try {
            serve();
        } catch (UncheckedIOException | IllegalStateException gonePeer) {
            // The peer went while a frame was under way.
            LOG.debug("viewer gone", gonePeer);
        } catch (InterruptedException tooSlow) {
            // Cut in the moment in which it took the frame after all.
            goodBye(Outbox.TRY_AGAIN_LATER, "too slow");
        } catch (RuntimeException failure) {
            LOG.error("viewer failed", failure);
            goodBye(Outbox.INTERNAL_ERROR, "the center failed");
        } finally {
            ended.accept(this);
            if (link != null) {
                link.end();
            }
            drop();
        }
    }

    /// Who has been told good-bye has a moment to say it, too.
    private void drop() {
        try {
            if (!gone.await(GOOD_BYE.toMillis(), TimeUnit.MILLISECONDS)) {
                outbox.drop();
            }
        } catch (InterruptedException _) {
            outbox.drop();
        }
    }

    private void goodBye(int code, String reason) {
        try {
            outbox.close(code, reason);
        } catch (RuntimeException alreadyGone) {
            LOG.debug("viewer gone", alreadyGone);
        }
    }

    private void serve() throws InterruptedException {
        long recheckAt = openedAt + RECHECK.toMillis();
        long pingAt = openedAt + PING.toMillis();
        while (true) {
            Optional<String> message = await();
            Ending end;
            byte[] ping;
            synchronized (inbox) {
                if (isGone()) {
                    return;
                }
                end = ending;
                ping = pinged;
                pinged = null;
            }
            if (end != null) {
                outbox.close(end.code(), end.reason());
                return;
            }
            if (ping != null) {
                outbox.pong(ping);
            }
            message.ifPresent(this::handle);
            long now = clock.millis();
            if (user == null && now - openedAt > AUTH_TIME.toMillis()) {
                end(Outbox.POLICY_VIOLATION, "no auth frame within 10 s");
            } else if (now - heardAt > IDLE.toMillis()) {
                end(Outbox.GOING_AWAY, "idle");
            } else if (outbox.isTooSlow()) {
                end(Outbox.TRY_AGAIN_LATER, "too slow");
            }
            if (now >= recheckAt) {
                recheckAt = now + RECHECK.toMillis();
                recheck();
            }
            if (now >= pingAt) {
                pingAt = now + PING.toMillis();
                outbox.send("{\"type\":\"ping\"}");
            }
            Pulse newest = pulse.get();
            subscriptions.values().forEach(subscription -> subscription.advance(outbox, newest));
        }
    }

    /// The next message, or nothing when the time is over or the connection is to end.
    private Optional<String> await() throws InterruptedException {
        synchronized (inbox) {
            if (inbox.isEmpty() && ending == null && pinged == null && !woken && !isGone()) {
                inbox.wait(LOOK.toMillis());
            }
            woken = false;
            return Optional.ofNullable(inbox.poll());
        }
    }

    private void handle(String text) {
        ClientFrame frame;
        try {
            frame = ClientFrame.parse(text);
        } catch (ProblemException refusal) {
            error(refusal);
            return;
        }
        if (user == null && !(frame instanceof ClientFrame.Auth)) {
            error(ProblemException.of(RequestError.NOT_AUTHENTICATED, "The first frame must be auth."));
            end(Outbox.POLICY_VIOLATION, "the first frame must be auth");
            return;
        }
        try {
            switch (frame) {
                case ClientFrame.Auth(String token) -> authenticate(token);
                case ClientFrame.Subscribe subscribe -> subscribe(subscribe);
                case ClientFrame.Unsubscribe(List<String> topics) -> {
                    topics.forEach(subscriptions::remove);
                    confirm("unsubscribed", topics);
                }
                case ClientFrame.Typing(String topic, String thread) -> typing(topic, thread);
                case ClientFrame.Attended(boolean online) -> attended(online);
                case ClientFrame.Ping _ -> outbox.send("{\"type\":\"pong\"}");
                case ClientFrame.Pong _ -> {}
            }
        } catch (ProblemException refusal) {
            error(refusal);
        }
    }

    private void authenticate(String token) {
        Caller.User entering;
        try {
            entering = admission.enter(token);
        } catch (ProblemException refusal) {
            error(refusal);
            end(Outbox.POLICY_VIOLATION, "not authenticated");
            return;
        }
        if (user != null && !user.id().equals(entering.id())) {
            end(Outbox.POLICY_VIOLATION, "another user");
            return;
        }
        user = entering;
        if (link == null) {
            link = presence.enter(entering.id());
        }
        outbox.send("{\"type\":\"auth_success\"}");
    }

    private void subscribe(ClientFrame.Subscribe frame) {
        Caller.User watching = user;
        if (watching == null) {
            return;
        }
        List<String> stations = admission.stations(watching, frame.station());
        var made = new LinkedHashMap<String, Subscription>();
        for (String topic : frame.topics()) {
            made.put(topic, topics.subscribe(topic, frame, watching, stations));
        }
        confirm("subscribed", frame.topics());
        subscriptions.putAll(made);
        Pulse newest = pulse.get();
        made.values().forEach(subscription -> subscription.advance(outbox, newest));
    }

    /// Roles change while a connection is open: what the user may no longer see is no longer sent.
    private void recheck() {
        Caller.User watching = user;
        if (watching == null) {
            return;
        }
        Optional<Caller.User> still = admission.recheck(watching);
        if (still.isEmpty()) {
            end(Outbox.POLICY_VIOLATION, "no longer signed in");
            return;
        }
        user = still.get();
        subscriptions.entrySet().removeIf(entry -> !stillCovered(entry.getKey(), entry.getValue(), still.get()));
    }

    private boolean stillCovered(String topic, Subscription subscription, Caller.User by) {
        try {
            subscription.recheck(by, admission);
            return true;
        } catch (ProblemException refusal) {
            error(refusal);
            confirm("unsubscribed", List.of(topic));
            return false;
        }
    }

    private void typing(String topic, String thread) {
        if (user != null && subscriptions.get(topic) instanceof ChatSubscription channel) {
            topics.typing(channel.channel(), thread, user);
        }
    }

    private void attended(boolean online) {
        if (link != null) {
            link.attended(online);
        }
    }

    private void confirm(String type, List<String> topics) {
        var list = String.join(",", topics.stream().map(Outbox::quote).toList());
        outbox.send("{\"type\":\"" + type + "\",\"topics\":[" + list + "]}");
    }

    private void error(ProblemException refusal) {
        outbox.send("{\"type\":\"error\",\"status\":" + refusal.code().status() + ",\"title\":"
                + Outbox.quote(refusal.code().title()) + ",\"detail\":" + Outbox.quote(refusal.detail()) + "}");
    }
}
