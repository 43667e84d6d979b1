package org.vtoc.server.platform.http;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.jdbi.v3.core.Jdbi;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.vtoc.server.platform.error.ProblemException;
import org.vtoc.server.platform.error.RequestError;
import org.vtoc.server.platform.security.Caller;

/// Makes a write with an `Idempotency-Key` happen once: for a day, the same caller's same key on the same route gets
/// the first answer again.
///
/// Only good answers are kept; after a refusal nothing was changed, and the key is free again. Kept answers are
/// encrypted (AES-256-GCM), because some hold a secret that is shown once. An answer larger than [#MAX_ANSWER] isn't
/// kept; a repeat is then told that it was done. Where the process died between the write and the
/// keeping of its answer, the key is free after [#LEASE], and a repeat then runs anew. Callers who haven't shown who
/// they are have no keys: the header is ignored.
public final class IdempotentWrites implements Dispatcher.Filter {
    static final int MAX_ANSWER = 4 * 1024 * 1024;

    /// How long a first try may take before it counts as dead.
    static final Duration LEASE = Duration.ofMinutes(2);

    static final Duration KEPT = Duration.ofHours(24);

    private static final int MAX_KEY = 255;
    private static final Set<String> WRITES = Set.of("POST", "PUT", "PATCH", "DELETE");
    private static final Duration CLEAN_EVERY = Duration.ofMinutes(10);
    private static final int NONCE = 12;
    private static final Logger LOG = LoggerFactory.getLogger(IdempotentWrites.class);

    /// An answer as it is kept: this as one line of JSON, and then its body.
    private record Head(String type, Map<String, String> headers) {}

    private final Jdbi db;
    private final SecretKeySpec key;
    private final InstantSource clock;
    private final IdempotencyStore store = new IdempotencyStore();
    private final SecureRandom random = new SecureRandom();
    private final AtomicLong cleanedSecond = new AtomicLong();

    /// @param key 32 secret bytes that kept answers are encrypted with
    public IdempotentWrites(Jdbi db, byte[] key, InstantSource clock) {
        this.db = db;
        this.key = new SecretKeySpec(key, "AES");
        this.clock = clock;
    }

    @Override
    public Answer apply(Exchange exchange, Handler handler) throws IOException {
        Optional<String> header = exchange.header("Idempotency-Key");
        Optional<String> caller = caller(exchange.caller());
        if (header.isEmpty()
                || caller.isEmpty()
                || !WRITES.contains(exchange.route().method())) {
            return handler.handle(exchange);
        }
        if (header.get().length() > MAX_KEY) {
            throw ProblemException.invalid(
                    "Idempotency-Key", "must not be longer than %d characters".formatted(MAX_KEY));
        }
        Route route = exchange.route();
        var write = new IdempotencyStore.Write(caller.get(), route.method() + " " + route.path(), header.get());
        Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
        clean(now);
        byte[] hash = exchange.requestHash();
        Optional<IdempotencyStore.Found> found =
                db.inTransaction(tx -> store.begin(tx, write, hash, now, now.minus(LEASE), now.minus(KEPT)));
        return found.isPresent() ? repeat(write, hash, found.get()) : first(exchange, handler, write, now);
    }

    private Answer repeat(IdempotencyStore.Write write, byte[] hash, IdempotencyStore.Found found) throws IOException {
        if (!MessageDigest.isEqual(hash, found.requestHash())) {
            throw ProblemException.invalid("Idempotency-Key", "was used before with another request");
        }
        if (found.status().isEmpty()) {
            throw ProblemException.of(RequestError.WRONG_STATE, "The first request with this key is still under way.")
                    .retryAfter(Duration.ofSeconds(1));
        }
        if (found.answer().isEmpty()) {
            throw ProblemException.of(
                    RequestError.WRONG_STATE, "This was done; its answer was too large to be given again.");
        }
        return open(write, found.status().get(), found.answer().get()).header("Idempotency-Replayed", "true");
    }

    private Answer first(Exchange exchange, Handler handler, IdempotencyStore.Write write, Instant started)
            throws IOException {
        boolean done = false;
        try {
            Answer answer = written(handler.handle(exchange));
            done = true;
            finish(write, started, answer);
            return answer;
        } finally {
            if (!done) {
                release(write, started);
            }
        }
    }

    /// The answer with its JSON as text, written once for the caller and for keeping.
    private static Answer written(Answer answer) throws IOException {
        return switch (answer.body()) {
            case Answer.Body.Json(Object value) ->
                text(answer, "application/json", Json.MAPPER.writeValueAsString(value));
            case Answer.Body.Stream(String type, Answer.Writer writer) -> {
                var text = new StringWriter();
                try (JsonGenerator json = Json.MAPPER.createGenerator(text)) {
                    writer.write(json);
                }
                yield text(answer, type, text.toString());
            }
            default -> answer;
        };
    }

    private static Answer text(Answer answer, String type, String json) {
        return new Answer(answer.status(), new Answer.Body.Text(type, json), answer.headers());
    }

    private void finish(IdempotencyStore.Write write, Instant started, Answer answer) throws IOException {
        Optional<byte[]> sealed =
                switch (answer.body()) {
                    case Answer.Body.None _ -> Optional.of(seal(write, new Head("", answer.headers()), ""));
                    case Answer.Body.Text(String type, String text)
                    when text.length() <= MAX_ANSWER ->
                        Optional.of(seal(write, new Head(type, answer.headers()), text));
                    default -> Optional.empty();
                };
        try {
            db.useTransaction(tx -> store.finish(tx, write, started, answer.status(), sealed));
        } catch (RuntimeException failure) {
            // The write is done and its caller must hear so; only a repeat is at risk, for as long as the lease.
            LOG.warn("the answer to a {} could not be kept", write.route(), failure);
        }
    }

    private void release(IdempotencyStore.Write write, Instant started) {
        try {
            db.useTransaction(tx -> store.release(tx, write, started));
        } catch (RuntimeException failure) {
            LOG.warn("an idempotency key of {} stays taken for {}", write.route(), LEASE, failure);
        }
    }

    private void clean(Instant now) {
        long last = cleanedSecond.get();
        if (now.getEpochSecond() - last > CLEAN_EVERY.toSeconds()
                && cleanedSecond.compareAndSet(last, now.getEpochSecond())) {
            db.useTransaction(tx -> store.forget(tx, now.minus(KEPT)));
        }
    }

    private byte[] seal(IdempotencyStore.Write write, Head head, String body) throws IOException {
        byte[] nonce = new byte[NONCE];
        random.nextBytes(nonce);
        String plain = Json.MAPPER.writeValueAsString(head) + "\n" + body;
        byte[] secret = cipher(Cipher.ENCRYPT_MODE, nonce, write, plain.getBytes(StandardCharsets.UTF_8));
        byte[] sealed = Arrays.copyOf(nonce, NONCE + secret.length);
        System.arraycopy(secret, 0, sealed, NONCE, secret.length);
        return sealed;
    }

    private Answer open(IdempotencyStore.Write write, int status, byte[] sealed) throws IOException {
        byte[] nonce = Arrays.copyOf(sealed, NONCE);
        byte[] secret = Arrays.copyOfRange(sealed, NONCE, sealed.length);
        String[] plain =
                new String(cipher(Cipher.DECRYPT_MODE, nonce, write, secret), StandardCharsets.UTF_8).split("\n", 2);
        Head head = Json.MAPPER.readValue(plain[0], Head.class);
        return new Answer(
                status,
                head.type().isEmpty() ? new Answer.Body.None() : new Answer.Body.Text(head.type(), plain[1]),
                head.headers());
    }

    private byte[] cipher(int mode, byte[] nonce, IdempotencyStore.Write write, byte[] input) {
        try {
            Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
            cipher.init(mode, key, new GCMParameterSpec(128, nonce));
            cipher.updateAAD("%s\n%s\n%s"
                    .formatted(write.caller(), write.route(), write.key())
                    .getBytes(StandardCharsets.UTF_8));
            return cipher.doFinal(input);
        } catch (GeneralSecurityException failure) {
            throw new IllegalStateException("a kept answer can't be encrypted or decrypted", failure);
        }
    }

    private static Optional<String> caller(Caller caller) {
        return switch (caller) {
            case Caller.Anonymous _ -> Optional.empty();
            case Caller.User user -> Optional.of("user:" + user.id());
            case Caller.Key key -> Optional.of("key:" + key.id());
        };
    }
}
