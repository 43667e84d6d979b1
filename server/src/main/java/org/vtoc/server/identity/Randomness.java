package org.vtoc.server.identity;

import java.security.SecureRandom;
import java.util.Base64;
import java.util.UUID;

/// Ids and secrets that nobody can guess. Thread-safe.
final class Randomness {
    /// Letters and digits that are not taken for each other, nor for parts of a word.
    private static final String PLAIN = "abcdefghijkmnpqrstuvwxyz23456789";

    private final SecureRandom random;

    Randomness(SecureRandom random) {
        this.random = random;
    }

    /// A random UUID (RFC 9562, version 4).
    UUID id() {
        long high = (random.nextLong() & ~0xf000L) | 0x4000L;
        long low = (random.nextLong() & ~(3L << 62)) | (1L << 63);
        return new UUID(high, low);
    }

    /// 256 random bits in base64url.
    String secret() {
        byte[] bytes = new byte[32];
        random.nextBytes(bytes);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    /// Eight characters, 5 random bits each.
    String publicPart() {
        return plain(8);
    }

    /// A password of 100 random bits that a person can read aloud.
    String password() {
        return "%s-%s-%s-%s".formatted(plain(5), plain(5), plain(5), plain(5));
    }

    private String plain(int length) {
        var text = new StringBuilder(length);
        for (int i = 0; i < length; i++) {
            text.append(PLAIN.charAt(random.nextInt(PLAIN.length())));
        }
        return text.toString();
    }
}
