package org.vtoc.server.platform.bus;

/// Carries news by subject, at most once, to all processes that share this center's database. Thread-safe.
///
/// A subject is words of letters, digits, `-` and `_`, joined by dots: `jobs.due`. A pattern is a subject in which
/// `*` stands for any one word, and `>` at the end for one or more.
///
/// Subscribers in the same process are reached without the network, whatever state it is in, and hear what their own
/// process publishes. News of one publisher arrive in their order.
public interface Bus extends AutoCloseable {
    /// The largest message, in bytes.
    int MAX_MESSAGE = 64 * 1024;

    /// Tells whoever listens now. Returns at once; nobody's slowness or absence is felt here.
    ///
    /// @param message never changed afterwards by anyone
    /// @throws IllegalArgumentException if the subject is none or the message too large
    void publish(String subject, byte[] message);

    /// Listens from now on. Each subscription has a bounded queue and a thread of its own.
    ///
    /// @throws IllegalArgumentException if the pattern is none
    Subscription subscribe(String pattern, Listener listener);

    State state();

    Figures figures();

    @Override
    void close();

    /// Hears the news of a subscription, one at a time.
    @FunctionalInterface
    interface Listener {
        void heard(String subject, byte[] message);

        /// Some news did not arrive, because this listener was too slow or the way to the other processes was cut:
        /// look at the database instead.
        default void missed() {}
    }

    /// A running subscription; closed, it hears nothing more.
    interface Subscription extends AutoCloseable {
        @Override
        void close();
    }

    /// How far news reach.
    enum State {
        /// This process alone, as it was set up.
        EMBEDDED,
        /// All processes.
        CONNECTED,
        /// This process alone, until the others can be reached again.
        AWAY
    }

    /// Counts since the start.
    ///
    /// @param published messages given to the bus
    /// @param heard messages that listeners of this process heard
    /// @param lost messages dropped before a slow listener of this process
    /// @param connects how often the way to the other processes was opened
    record Figures(long published, long heard, long lost, long connects) {}
}
