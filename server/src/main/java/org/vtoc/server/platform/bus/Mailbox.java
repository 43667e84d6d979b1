package org.vtoc.server.platform.bus;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The bounded queue of one subscription, emptied by a virtual thread of its own. Thread-safe.
final class Mailbox {
    private static final Logger LOG = LoggerFactory.getLogger(Mailbox.class);
    private static final int MAX_WAITING = 4096;
    private static final int MAX_BYTES = 4 * 1024 * 1024;

    @SuppressWarnings("ArrayRecordComponent") // Never compared as records: carried from a publisher to one listener.
    private record News(String subject, byte[] message) {}

    private final Bus.Listener listener;
    private final LongAdder heard;
    private final LongAdder lost;
    private final Deque<News> waiting = new ArrayDeque<>();
    private int bytes;
    private boolean missed;
    private boolean closed;

    private Mailbox(Bus.Listener listener, LongAdder heard, LongAdder lost) {
        this.listener = listener;
        this.heard = heard;
        this.lost = lost;
    }

    static Mailbox open(String pattern, Bus.Listener listener, LongAdder heard, LongAdder lost) {
        var mailbox = new Mailbox(listener, heard, lost);
        Thread.ofVirtual().name("news " + pattern).start(mailbox::run);
        return mailbox;
    }

    synchronized void put(String subject, byte[] message) {
        if (closed) {
            return;
        }
        if (waiting.size() == MAX_WAITING || bytes + message.length > MAX_BYTES) {
            lost.increment();
            missed = true;
            return;
        }
        waiting.add(new News(subject, message));
        bytes += message.length;
        notifyAll();
    }

    /// Says that news may have passed this mailbox by.
    synchronized void missed() {
        missed = true;
        notifyAll();
    }

    synchronized void close() {
        closed = true;
        waiting.clear();
        notifyAll();
    }

    private void run() {
        try {
            for (Runnable next = take(); next != null; next = take()) {
                hear(next);
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    private synchronized @Nullable Runnable take() throws InterruptedException {
        while (!closed && !missed && waiting.isEmpty()) {
            wait();
        }
        if (closed) {
            return null;
        }
        if (missed) {
            missed = false;
            return listener::missed;
        }
        News news = waiting.remove();
        bytes -= news.message().length;
        return () -> {
            heard.increment();
            listener.heard(news.subject(), news.message());
        };
    }

    private static void hear(Runnable next) {
        try {
            next.run();
        } catch (RuntimeException failure) {
            LOG.error("a listener failed on news", failure);
        }
    }
}
