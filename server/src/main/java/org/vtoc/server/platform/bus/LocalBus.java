package org.vtoc.server.platform.bus;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.LongAdder;

/// The bus of a center of one process: no network at all. Thread-safe.
public final class LocalBus implements Bus {
    private record Wild(List<String> pattern, Mailbox mailbox) {}

    private final Map<String, List<Mailbox>> exact = new ConcurrentHashMap<>();
    private final List<Wild> wild = new CopyOnWriteArrayList<>();
    private final LongAdder published = new LongAdder();
    private final LongAdder heard = new LongAdder();
    private final LongAdder lost = new LongAdder();

    @Override
    public void publish(String subject, byte[] message) {
        Subjects.check(subject, message);
        published.increment();
        exact.getOrDefault(subject, List.of()).forEach(mailbox -> mailbox.put(subject, message));
        if (!wild.isEmpty()) {
            List<String> words = Subjects.words(subject);
            for (Wild one : wild) {
                if (Subjects.fits(one.pattern(), words)) {
                    one.mailbox().put(subject, message);
                }
            }
        }
    }

    @Override
    public Subscription subscribe(String pattern, Listener listener) {
        Mailbox mailbox = open(pattern, listener);
        return () -> close(pattern, mailbox);
    }

    /// Opens a mailbox that gets what this process publishes.
    Mailbox open(String pattern, Listener listener) {
        Subjects.checkPattern(pattern);
        Mailbox mailbox = Mailbox.open(pattern, listener, heard, lost);
        if (Subjects.isExact(pattern)) {
            exact.compute(pattern, (_, present) -> {
                List<Mailbox> all = present == null ? new CopyOnWriteArrayList<>() : present;
                all.add(mailbox);
                return all;
            });
        } else {
            wild.add(new Wild(Subjects.words(pattern), mailbox));
        }
        return mailbox;
    }

    void close(String pattern, Mailbox mailbox) {
        mailbox.close();
        wild.removeIf(one -> one.mailbox() == mailbox);
        exact.computeIfPresent(pattern, (_, present) -> {
            present.remove(mailbox);
            return present.isEmpty() ? null : present;
        });
    }

    @Override
    public State state() {
        return State.EMBEDDED;
    }

    @Override
    public Figures figures() {
        return new Figures(published.sum(), heard.sum(), lost.sum(), 0);
    }

    @Override
    public void close() {
        exact.values().forEach(all -> all.forEach(Mailbox::close));
        exact.clear();
        wild.forEach(one -> one.mailbox().close());
        wild.clear();
    }
}
