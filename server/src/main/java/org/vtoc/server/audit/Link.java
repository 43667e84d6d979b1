package org.vtoc.server.audit;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HexFormat;
import java.util.Optional;

/// How a row is bound to the one before it: SHA-256 over the canonical bytes of
///
/// ```
/// "vtoc-audit-1" | hash of the row before (32 bytes; zeros for the first) | position (8 bytes) | time in
/// microseconds since 1970 (8 bytes) | actor kind | actor id | actor name | address | action | target | details
/// ```
///
/// where a text is its length in UTF-8 bytes (4 bytes, big-endian; -1 if absent) and then those bytes.
final class Link {
    static final String START = "0".repeat(64);

    private static final byte[] VERSION = "vtoc-audit-1".getBytes(StandardCharsets.US_ASCII);

    private Link() {}

    static String hash(String previous, long position, Instant at, AuditEntry entry, String details) {
        Actor actor = entry.actor();
        return hash(previous, position, at, actor, entry.action(), entry.target(), details);
    }

    static String hash(String previous, AuditRow row) {
        return hash(previous, row.position(), row.at(), row.actor(), row.action(), row.target(), row.details());
    }

    private static String hash(
            String previous, long position, Instant at, Actor actor, String action, String target, String details) {
        var bytes = new ByteArrayOutputStream(256);
        try (var out = new DataOutputStream(bytes)) {
            out.write(VERSION);
            out.write(HexFormat.of().parseHex(previous));
            out.writeLong(position);
            out.writeLong(ChronoUnit.MICROS.between(Instant.EPOCH, at));
            text(out, Optional.of(actor.kind()));
            text(out, actor.id().map(Object::toString));
            text(out, Optional.of(actor.name()));
            text(out, actor.address());
            text(out, Optional.of(action));
            text(out, Optional.of(target));
            text(out, Optional.of(details));
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes.toByteArray()));
        } catch (NoSuchAlgorithmException failure) {
            throw new IllegalStateException("every JDK has SHA-256", failure);
        }
    }

    private static void text(DataOutputStream out, Optional<String> text) throws IOException {
        if (text.isEmpty()) {
            out.writeInt(-1);
            return;
        }
        byte[] bytes = text.get().getBytes(StandardCharsets.UTF_8);
        out.writeInt(bytes.length);
        out.write(bytes);
    }
}
