package org.vtoc.server.audit;

import com.fasterxml.jackson.core.JsonProcessingException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.vtoc.server.platform.http.Json;

/// What each chain's end was a short while ago, signed, in a file outside the databases: whoever cuts or rewrites a
/// chain from its end would have to forge this as well. Not thread-safe; [Audit] takes turns.
final class Anchors {
    record Anchor(long position, String hash, Instant at) {}

    record Content(TreeMap<String, Anchor> chains, String signature) {}

    private final Path file;
    private final SecretKeySpec key;
    private final TreeMap<String, Anchor> chains = new TreeMap<>();
    private final boolean genuine;

    private Anchors(Path file, byte[] key) {
        this.file = file;
        this.key = new SecretKeySpec(key, "HmacSHA256");
        this.genuine = read();
    }

    static Anchors open(Path file, byte[] key) {
        return new Anchors(file, key);
    }

    /// False if the file is there and isn't what we signed; then nothing is anchored, and it is never overwritten.
    boolean genuine() {
        return genuine;
    }

    Optional<Anchor> of(String chain) {
        return Optional.ofNullable(chains.get(chain));
    }

    /// Writes the file anew, whole or not at all.
    void save(Map<String, Anchor> moved) {
        if (!genuine) {
            throw new IllegalStateException("%s isn't ours to overwrite".formatted(file));
        }
        var all = new TreeMap<>(chains);
        all.putAll(moved);
        Path aside = file.resolveSibling(file.getFileName() + ".new");
        try {
            Files.write(
                    aside,
                    Json.MAPPER.writerWithDefaultPrettyPrinter().writeValueAsBytes(new Content(all, sign(all))),
                    StandardOpenOption.CREATE,
                    StandardOpenOption.TRUNCATE_EXISTING,
                    StandardOpenOption.WRITE,
                    StandardOpenOption.SYNC);
            Files.move(aside, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
        chains.putAll(moved);
    }

    private boolean read() {
        if (!Files.exists(file)) {
            return true;
        }
        try {
            Content content = Json.MAPPER.readValue(Files.readAllBytes(file), Content.class);
            boolean ours = MessageDigest.isEqual(
                    sign(content.chains()).getBytes(StandardCharsets.US_ASCII),
                    content.signature().getBytes(StandardCharsets.US_ASCII));
            if (ours) {
                chains.putAll(content.chains());
            }
            return ours;
        } catch (JsonProcessingException _) {
            return false;
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private String sign(Map<String, Anchor> all) {
        var text = new StringBuilder("vtoc-audit-anchor-1\n");
        all.forEach((chain, anchor) -> text.append(chain)
                .append(' ')
                .append(anchor.position())
                .append(' ')
                .append(anchor.hash())
                .append(' ')
                .append(anchor.at())
                .append('\n'));
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(key);
            return HexFormat.of().formatHex(mac.doFinal(text.toString().getBytes(StandardCharsets.UTF_8)));
        } catch (GeneralSecurityException failure) {
            throw new IllegalStateException("every JDK has HmacSHA256", failure);
        }
    }
}
