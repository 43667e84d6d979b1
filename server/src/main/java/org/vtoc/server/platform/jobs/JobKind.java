package org.vtoc.server.platform.jobs;

import java.time.Duration;
import java.util.regex.Pattern;

/// A kind of work: what its payload is, and how it is worked off.
///
/// @param name `feature.verb`, for good: jobs of this name may be waiting in the database
/// @param payload a record that JSON can carry; its schema is closed
/// @param concurrency how many run at once in one process
/// @param attempts how often a job is tried before it is dead, 1 to 100
/// @param limit how long one attempt may take before it is interrupted and counts as failed
/// @param firstPause before the second attempt; each further pause is twice as long, spread over its upper half
/// @param longestPause at most
public record JobKind<P>(
        String name,
        Class<P> payload,
        int concurrency,
        int attempts,
        Duration limit,
        Duration firstPause,
        Duration longestPause) {
    private static final Pattern NAME = Pattern.compile("[a-z0-9-]+(\\.[a-z0-9-]+)*");

    public JobKind {
        if (name.length() > 64 || !NAME.matcher(name).matches()) {
            throw new IllegalArgumentException("'%s' is not a kind of jobs".formatted(name));
        }
        if (concurrency < 1 || attempts < 1 || attempts > 100) {
            throw new IllegalArgumentException(
                    "%s: concurrency %d, attempts %d".formatted(name, concurrency, attempts));
        }
    }

    /// 8 at once, 5 attempts of 5 minutes, pauses of 1, 2, 4, 8 seconds.
    public static <P> JobKind<P> of(String name, Class<P> payload) {
        return new JobKind<>(name, payload, 8, 5, Duration.ofMinutes(5), Duration.ofSeconds(1), Duration.ofMinutes(5));
    }

    public JobKind<P> concurrency(int atOnce) {
        return new JobKind<>(name, payload, atOnce, attempts, limit, firstPause, longestPause);
    }

    public JobKind<P> attempts(int most) {
        return new JobKind<>(name, payload, concurrency, most, limit, firstPause, longestPause);
    }

    public JobKind<P> limit(Duration longest) {
        return new JobKind<>(name, payload, concurrency, attempts, longest, firstPause, longestPause);
    }

    public JobKind<P> pauses(Duration first, Duration longest) {
        return new JobKind<>(name, payload, concurrency, attempts, limit, first, longest);
    }
}
