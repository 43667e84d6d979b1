package org.vtoc.server.identity;

import com.password4j.Argon2Function;
import com.password4j.types.Argon2;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.vtoc.server.platform.error.ProblemException;

/// Hashing and judging of passwords: Argon2id with 19 MiB, 2 passes, 1 lane (the OWASP cheat sheet's least memory, so
/// that a 2 GB board stands a flood of sign-ins). Thread-safe.
final class Passwords {
    static final int MIN_CHARACTERS = 12;
    static final int MAX_BYTES = 128;

    /// Each hash under way takes 19 MiB and a core: two at a time, and not more in line than are through in seconds.
    private static final int AT_ONCE = 2;

    private static final int MAX_WAITING = 64;
    private static final Duration MAX_WAIT = Duration.ofSeconds(10);

    /// Takes as long to check as any other, and no password fits.
    private static final String NOBODY =
            "$argon2id$v=19$m=19456,t=2,p=1$%s$%s".formatted("A".repeat(86), "A".repeat(43));

    private static final List<String> PLACEHOLDERS = List.of(
            "changeme",
            "change-me",
            "change_me",
            "change me",
            "password",
            "placeholder",
            "replace",
            "example",
            "secret",
            "your-",
            "your_",
            "todo",
            "xxx",
            "<",
            "${",
            "123456",
            "administrator",
            "letmein");

    private final Argon2Function function = Argon2Function.getInstance(19 * 1024, 2, 1, 32, Argon2.ID);
    private final Semaphore turns = new Semaphore(AT_ONCE, true);

    /// What is wrong with a new password, if anything.
    static Optional<String> objection(String password) {
        if (password.codePointCount(0, password.length()) < MIN_CHARACTERS) {
            return Optional.of("needs at least %d characters".formatted(MIN_CHARACTERS));
        }
        if (tooLong(password)) {
            return Optional.of("must not be longer than %d bytes in UTF-8".formatted(MAX_BYTES));
        }
        String lower = password.toLowerCase(Locale.ROOT);
        if (PLACEHOLDERS.stream().anyMatch(lower::startsWith)
                || password.chars().distinct().count() < 4) {
            return Optional.of("is one of the first that anyone would try");
        }
        return Optional.empty();
    }

    static boolean tooLong(String password) {
        return password.length() > MAX_BYTES || password.getBytes(StandardCharsets.UTF_8).length > MAX_BYTES;
    }

    /// Work to do [#inTurn].
    String hash(String password) {
        return function.hash(password).getResult();
    }

    /// Whether the password is the one that was hashed; for an unknown user, false after the same work. Work to do
    /// [#inTurn].
    boolean fits(String password, Optional<String> hash) {
        return !tooLong(password) && function.check(password, hash.orElse(NOBODY)) && hash.isPresent();
    }

    /// Runs work that hashes when its turn comes.
    ///
    /// @throws ProblemException 429 if too many wait already
    <T> T inTurn(Supplier<T> work) {
        try {
            if (turns.getQueueLength() >= MAX_WAITING
                    || !turns.tryAcquire(MAX_WAIT.toMillis(), TimeUnit.MILLISECONDS)) {
                throw ProblemException.of(IdentityError.SIGN_IN_BUSY, "Too many people sign in at this moment.")
                        .retryAfter(Duration.ofSeconds(3));
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while waiting to hash a password");
        }
        try {
            return work.get();
        } finally {
            turns.release();
        }
    }
}
