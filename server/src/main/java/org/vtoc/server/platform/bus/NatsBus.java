package org.vtoc.server.platform.bus;

import io.nats.client.Connection;
import io.nats.client.ConnectionListener;
import io.nats.client.Dispatcher;
import io.nats.client.ErrorListener;
import io.nats.client.Nats;
import io.nats.client.Options;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.LongAdder;
import java.util.random.RandomGenerator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.vtoc.server.platform.config.StartRefused;

/// The bus of a center of several processes: NATS carries news between them, and within each they go as in a
/// [LocalBus]. A NATS server that is away costs the others' news and nothing else; listeners are told when it is back.
/// Thread-safe.
public final class NatsBus implements Bus {
    private static final Logger LOG = LoggerFactory.getLogger(NatsBus.class);
    private static final Duration CONNECT_LIMIT = Duration.ofSeconds(5);
    private static final Duration WRITE_LIMIT = Duration.ofSeconds(5);
    /// A cut that nobody tells of is noticed after three of these.
    private static final Duration PING = Duration.ofSeconds(2);
    private static final long FIRST_PAUSE_MILLIS = 100;
    private static final long LONGEST_PAUSE_MILLIS = 5000;

    /// An open way to the others.
    private record Link(
            Connection connection, Dispatcher dispatcher, Map<Mailbox, io.nats.client.Subscription> heard) {}

    private final Options.Builder options;
    private final String prefix;
    private final RandomGenerator random;
    private final LocalBus local = new LocalBus();
    private final Map<Mailbox, String> patterns = new ConcurrentHashMap<>();
    private final LongAdder connects = new LongAdder();
    private final Thread keeper = Thread.ofPlatform().daemon().name("nats").unstarted(this::keep);
    private volatile Optional<Link> link = Optional.empty();
    private volatile boolean closed;

    private NatsBus(Options.Builder options, String prefix, RandomGenerator random) {
        this.options = options;
        this.prefix = prefix;
        this.random = random;
    }

    /// Opens the bus at once; the server may come later.
    ///
    /// @param url of one server or several, with commas: `nats://user:password@host:4222`, `tls://…`
    /// @param center a word that only the processes of this center have
    /// @throws StartRefused if the URL is none
    public static NatsBus open(String url, String center, RandomGenerator random) {
        Options.Builder options;
        try {
            options = new Options.Builder()
                    .server(url)
                    .connectionName("vtoc")
                    .noReconnect()
                    .noEcho()
                    .connectionTimeout(CONNECT_LIMIT)
                    .socketWriteTimeout(WRITE_LIMIT)
                    .pingInterval(PING)
                    .maxPingsOut(2)
                    .discardMessagesWhenOutgoingQueueFull()
                    .errorListener(new ErrorListener() {});
            options.build();
        } catch (IllegalArgumentException wrong) {
            throw new StartRefused("VTOC_NATS_URL is not a URL such as nats://127.0.0.1:4222.", wrong);
        }
        var bus = new NatsBus(options, "vtoc." + center + ".", random);
        bus.keeper.start();
        return bus;
    }

    @Override
    public void publish(String subject, byte[] message) {
        local.publish(subject, message);
        link.ifPresent(open -> {
            try {
                open.connection().publish(prefix + subject, message);
            } catch (IllegalStateException away) {
                LOG.debug("not told to the others: {}", subject, away);
            }
        });
    }

    @Override
    public Subscription subscribe(String pattern, Listener listener) {
        Mailbox mailbox = local.open(pattern, listener);
        synchronized (patterns) {
            patterns.put(mailbox, pattern);
            link.ifPresent(open -> subscribe(open, mailbox, pattern));
        }
        return () -> close(mailbox, pattern);
    }

    private void subscribe(Link open, Mailbox mailbox, String pattern) {
        try {
            var heard = open.dispatcher()
                    .subscribe(
                            prefix + pattern,
                            message -> mailbox.put(message.getSubject().substring(prefix.length()), message.getData()));
            open.heard().put(mailbox, heard);
        } catch (IllegalStateException away) {
            LOG.debug("not heard from the others until they are back: {}", pattern, away);
        }
    }

    private void close(Mailbox mailbox, String pattern) {
        local.close(pattern, mailbox);
        synchronized (patterns) {
            patterns.remove(mailbox);
            link.ifPresent(open -> unsubscribe(open, mailbox));
        }
    }

    private static void unsubscribe(Link open, Mailbox mailbox) {
        var heard = open.heard().remove(mailbox);
        if (heard != null) {
            try {
                open.dispatcher().unsubscribe(heard);
            } catch (IllegalStateException away) {
                LOG.debug("nothing to unsubscribe from any more", away);
            }
        }
    }

    @Override
    public State state() {
        return link.isPresent() ? State.CONNECTED : State.AWAY;
    }

    @Override
    public Figures figures() {
        Figures here = local.figures();
        return new Figures(here.published(), here.heard(), here.lost(), connects.sum());
    }

    @Override
    public void close() {
        closed = true;
        keeper.interrupt();
        try {
            keeper.join(WRITE_LIMIT);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
        local.close();
    }

    /// The life of the link: open, hold until it breaks, wait a little longer each time, again.
    private void keep() {
        int failures = 0;
        try {
            while (!closed) {
                try {
                    hold(failures > 0);
                    failures = 0;
                } catch (IOException | IllegalStateException failure) {
                    if (failures++ == 0) {
                        LOG.warn(
                                "NATS can't be reached ({}); news go to this process alone until it can",
                                String.valueOf(failure.getMessage()));
                    }
                }
                Thread.sleep(pause(failures));
            }
        } catch (InterruptedException _) {
            // Closed.
        }
    }

    private Duration pause(int failures) {
        long full = Math.min(LONGEST_PAUSE_MILLIS, FIRST_PAUSE_MILLIS << Math.min(10, failures));
        return Duration.ofMillis(full / 2 + random.nextLong(full / 2 + 1));
    }

    private void hold(boolean again) throws IOException, InterruptedException {
        var broken = new CountDownLatch(1);
        Connection connection = Nats.connect(options.connectionListener((_, event) -> {
                    if (event == ConnectionListener.Events.CLOSED || event == ConnectionListener.Events.DISCONNECTED) {
                        broken.countDown();
                    }
                })
                .build());
        try {
            opened(connection);
            LOG.info(
                    "{} to NATS at {}",
                    again ? "connected again" : "connected",
                    connection.getServerInfo().getHost());
            broken.await();
            LOG.warn("the link to NATS broke; news go to this process alone until it is back");
        } finally {
            synchronized (patterns) {
                link = Optional.empty();
            }
            connection.close();
        }
    }

    private void opened(Connection connection) throws IOException, InterruptedException {
        var open = new Link(connection, connection.createDispatcher(), new ConcurrentHashMap<>());
        synchronized (patterns) {
            patterns.forEach((mailbox, pattern) -> subscribe(open, mailbox, pattern));
            link = Optional.of(open);
        }
        connects.increment();
        // After a round trip the server has the subscriptions: what is told from here on is heard.
        try {
            connection.flush(CONNECT_LIMIT);
        } catch (TimeoutException slow) {
            throw new IOException("it does not answer", slow);
        }
        patterns.keySet().forEach(Mailbox::missed);
    }
}
