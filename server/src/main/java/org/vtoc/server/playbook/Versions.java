package org.vtoc.server.playbook;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import org.vtoc.server.playbook.graph.Catalogue;
import org.vtoc.server.playbook.graph.Playbook;
import org.vtoc.server.playbook.graph.Step;

/// Definitions by version: a run goes on with what it began with, whatever the file says by then. Thread-safe.
final class Versions {
    private static final int DIGITS = 32;
    private static final int MOST = 1_000;

    private final Supplier<Map<String, Playbook>> current;
    private final Map<String, Map<String, Playbook>> known = new ConcurrentHashMap<>();
    private final Map<String, String> definitions = new ConcurrentHashMap<>();
    private final Set<String> kept = ConcurrentHashMap.newKeySet();

    /// @param current the catalogue of now
    Versions(Supplier<Map<String, Playbook>> current) {
        this.current = current;
    }

    /// The version of a playbook together with those that it uses.
    String version(Playbook playbook) {
        ObjectNode all = JsonNodeFactory.instance.objectNode();
        collect(playbook, all);
        String text = all.toString();
        String version = digest(text);
        if (known.size() > MOST) {
            known.clear();
            definitions.clear();
        }
        definitions.putIfAbsent(version, text);
        known.computeIfAbsent(version, _ -> Catalogue.reread(all));
        return version;
    }

    private void collect(Playbook playbook, ObjectNode all) {
        if (all.has(playbook.id())) {
            return;
        }
        all.set(playbook.id(), playbook.definition());
        for (Step step : playbook.steps().values()) {
            Playbook used =
                    step.action() instanceof Step.Action.Use use ? current.get().get(use.playbook()) : null;
            if (used != null) {
                collect(used, all);
            }
        }
    }

    /// The definitions, unless they were stored at the station before.
    Optional<String> unkept(String station, String version) {
        return kept.contains(station + " " + version)
                ? Optional.empty()
                : Optional.ofNullable(definitions.get(version));
    }

    /// To be said after the commit.
    void kept(String station, String version) {
        kept.add(station + " " + version);
    }

    Map<String, Playbook> playbooks(String version, Supplier<Optional<ObjectNode>> stored) {
        return known.computeIfAbsent(
                version,
                _ -> Catalogue.reread(stored.get()
                        .orElseThrow(() -> new IllegalStateException("version %s is not stored".formatted(version)))));
    }

    private static String digest(String text) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(hash).substring(0, DIGITS);
        } catch (NoSuchAlgorithmException missing) {
            throw new IllegalStateException(missing);
        }
    }
}
