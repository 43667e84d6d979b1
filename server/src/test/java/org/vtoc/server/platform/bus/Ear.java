package org.vtoc.server.platform.bus;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.vtoc.server.testing.Eventually;

/// A listener that remembers.
final class Ear implements Bus.Listener {
    final List<String> heard = new CopyOnWriteArrayList<>();
    final AtomicInteger missed = new AtomicInteger();
    /// What it waits for before it hears.
    volatile CountDownLatch before = new CountDownLatch(0);

    @Override
    public void heard(String subject, byte[] message) {
        try {
            before.await();
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
        heard.add(message.length > 100 ? "large" : new String(message, StandardCharsets.UTF_8));
    }

    @Override
    public void missed() {
        missed.incrementAndGet();
    }

    void awaits(int news) {
        Eventually.holds("%d news are heard".formatted(news), () -> heard.size() >= news);
    }
}
