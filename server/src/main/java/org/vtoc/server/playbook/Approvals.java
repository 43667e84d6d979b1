package org.vtoc.server.playbook;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HexFormat;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;
import org.jdbi.v3.core.Jdbi;

/// Questions of runs to people: each asked once, bound to its exact arguments, and answered once.
final class Approvals {
    static final Duration USUAL_TIME = Duration.ofHours(1);

    /// @param byAdmin whether administrators alone may decide
    record Question(String text, Optional<String> tool, ObjectNode arguments, boolean byAdmin, Duration expires) {}

    private final Jdbi database;
    private final ApprovalStore store = new ApprovalStore();
    private final InstantSource clock;
    private final Supplier<UUID> ids;

    Approvals(Jdbi database, InstantSource clock, Supplier<UUID> ids) {
        this.database = database;
        this.clock = clock;
        this.ids = ids;
    }

    /// What was decided: `approved`, and `by` and `note`, or `reason`.
    ///
    /// @throws Suspended nobody has decided, and there is time left
    ObjectNode of(Run run, String path, Question question) throws Suspended {
        String digest = digest(question);
        Approval found = database.inTransaction(
                tx -> store.find(tx, run.id(), path, run.take(), digest).orElseGet(() -> {
                    Instant now = clock.instant();
                    var asked = new Approval(
                            ids.get(),
                            run.id(),
                            path,
                            question.text(),
                            question.tool(),
                            question.arguments(),
                            question.byAdmin(),
                            now,
                            now.plus(question.expires()),
                            Optional.empty(),
                            Optional.empty(),
                            Optional.empty(),
                            Optional.empty());
                    store.ask(tx, asked, run.take(), digest);
                    return asked;
                }));
        if (found.decision().isEmpty()) {
            if (clock.instant().isBefore(found.expiresAt())) {
                throw new Suspended(found.expiresAt());
            }
            database.useTransaction(tx -> store.expire(tx, found.id(), clock.instant()));
            return of(run, path, question);
        }
        String decider = found.decider().orElse("nobody");
        ObjectNode decision = JsonNodeFactory.instance.objectNode();
        found.note().ifPresent(note -> decision.put("note", note));
        return switch (found.decision().get()) {
            case "approved" -> decision.put("approved", true).put("by", decider);
            case "rejected" ->
                decision.put("approved", false)
                        .put("by", decider)
                        .put(
                                "reason",
                                "rejected by " + decider
                                        + found.note().map(note -> ": " + note).orElse(""));
            default -> decision.put("approved", false).put("reason", "nobody approved it before " + found.expiresAt());
        };
    }

    private static String digest(Question question) {
        String text = question.tool().orElse("") + "\n" + question.text() + "\n" + question.arguments();
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(hash);
        } catch (NoSuchAlgorithmException missing) {
            throw new IllegalStateException(missing);
        }
    }
}
