package org.vtoc.server.identity;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.vtoc.server.platform.error.ProblemException;

/// Slows down guessing of passwords. Thread-safe; in memory, so a restart forgives.
///
/// Wrong tries are counted three ways, each with a growing wait:
/// - per account and address: 5 are free, then 15 s, doubling up to 15 minutes;
/// - per account over all addresses: after 25, addresses that have failed before on it wait too, but an address that
///   hasn't may always try once: a stranger can't lock a user out from elsewhere;
/// - per address over all accounts: after 40; who has signed in from there before isn't held up by it.
///
/// An IPv6 address counts as its /64. Failures are forgotten an hour after the last one.
final class SignInGuard {
    private static final Duration MEMORY = Duration.ofHours(1);
    private static final Duration LONGEST = Duration.ofMinutes(15);

    private record Rule(int free, int step, Duration first, int capacity) {}

    private static final Rule PAIR = new Rule(5, 1, Duration.ofSeconds(15), 20_000);
    private static final Rule ACCOUNT = new Rule(25, 5, Duration.ofSeconds(30), 20_000);
    private static final Rule ADDRESS = new Rule(40, 10, Duration.ofSeconds(30), 20_000);
    private static final int KNOWN = 20_000;

    /// @param failures wrong tries since the last good one or a quiet hour
    private record Count(int failures, Instant last, Instant lockedUntil) {}

    /// @param locked whether this account now has to wait at this address
    /// @param count wrong tries of it there
    record Failure(boolean locked, int count) {}

    private final InstantSource clock;
    private final Map<String, Count> pairs = bounded(PAIR.capacity());
    private final Map<String, Count> accounts = bounded(ACCOUNT.capacity());
    private final Map<String, Count> addresses = bounded(ADDRESS.capacity());
    private final Map<String, Boolean> known = bounded(KNOWN);

    SignInGuard(InstantSource clock) {
        this.clock = clock;
    }

    /// @throws ProblemException 429 with the time to wait
    synchronized void check(String account, InetAddress address) {
        Instant now = clock.instant();
        String from = network(address);
        String pair = pair(account, from);
        Instant until = lockedUntil(pairs, pair, now);
        if (!known.containsKey(pair)) {
            if (pairs.containsKey(pair)) {
                until = later(until, lockedUntil(accounts, key(account), now));
            }
            until = later(until, lockedUntil(addresses, from, now));
        }
        if (until.isAfter(now)) {
            Duration wait = Duration.between(now, until).plusMillis(999);
            throw ProblemException.of(
                            IdentityError.SIGN_IN_LOCKED,
                            "Too many wrong tries; try again in %d seconds.".formatted(wait.toSeconds()))
                    .retryAfter(wait);
        }
    }

    synchronized Failure failed(String account, InetAddress address) {
        Instant now = clock.instant();
        String from = network(address);
        Count count = count(pairs, pair(account, from), PAIR, now);
        count(accounts, key(account), ACCOUNT, now);
        count(addresses, from, ADDRESS, now);
        return new Failure(count.lockedUntil().isAfter(now), count.failures());
    }

    synchronized void succeeded(String account, InetAddress address) {
        String pair = pair(account, network(address));
        pairs.remove(pair);
        known.put(pair, true);
    }

    private static Count count(Map<String, Count> counts, String key, Rule rule, Instant now) {
        int failures = current(counts, key, now).map(Count::failures).orElse(0) + 1;
        Instant until = Instant.MIN;
        if (failures >= rule.free()) {
            int doublings = Math.min(16, (failures - rule.free()) / rule.step());
            Duration wait = rule.first().multipliedBy(1L << doublings);
            until = now.plus(wait.compareTo(LONGEST) > 0 ? LONGEST : wait);
        }
        var count = new Count(failures, now, until);
        counts.put(key, count);
        return count;
    }

    private static Instant lockedUntil(Map<String, Count> counts, String key, Instant now) {
        return current(counts, key, now).map(Count::lockedUntil).orElse(Instant.MIN);
    }

    private static Optional<Count> current(Map<String, Count> counts, String key, Instant now) {
        return Optional.ofNullable(counts.get(key))
                .filter(count -> count.last().plus(MEMORY).isAfter(now));
    }

    private static Instant later(Instant one, Instant other) {
        return one.isAfter(other) ? one : other;
    }

    private static String key(String account) {
        return account.toLowerCase(Locale.ROOT);
    }

    private static String pair(String account, String network) {
        return network + " " + key(account);
    }

    private static String network(InetAddress address) {
        byte[] bytes = address.getAddress();
        return HexFormat.of().formatHex(address instanceof Inet6Address ? Arrays.copyOf(bytes, 8) : bytes);
    }

    /// Forgets what was not looked at for longest.
    private static <T> Map<String, T> bounded(int capacity) {
        return new LinkedHashMap<>(16, 0.75f, true) {
            private static final long serialVersionUID = 1L;

            @Override
            protected boolean removeEldestEntry(Map.Entry<String, T> eldest) {
                return size() > capacity;
            }
        };
    }
}
