package org.vtoc.server.audit;

import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import org.vtoc.server.platform.error.ProblemException;
import org.vtoc.server.platform.http.Answer;
import org.vtoc.server.platform.http.Exchange;
import org.vtoc.server.platform.http.Page;
import org.vtoc.server.platform.http.Route;
import org.vtoc.server.platform.security.Access;
import org.vtoc.server.platform.security.Policy;

final class AuditResource {
    private static final Instant FIRST = Instant.EPOCH;
    private static final Instant LAST = Instant.parse("9999-12-31T00:00:00Z");

    /// The state of every chain.
    ///
    /// @param whole whether all of them are
    record Verification(boolean whole, List<ChainCheck> chains) {}

    /// For the API document.
    record AuditPage(List<AuditRow> items, Optional<String> next) {}

    private final Audit audit;

    AuditResource(Audit audit) {
        this.audit = audit;
    }

    List<Route> routes() {
        return List.of(
                Route.get("/audit", Access.admin(), this::list)
                        .summary("Who did what, newest first")
                        .query("station", "only this station's rows; `control` for what all stations share")
                        .query("actor", "only rows of this user or key, by name or id")
                        .query("action", "only rows of this action, such as user.created")
                        .query("target", "only rows about this, such as a user's name")
                        .query("since", "from this time on")
                        .query("until", "before this time")
                        .query("limit", "how many, 1 to 1000")
                        .query("cursor", "the next of the piece before")
                        .answers(200, AuditPage.class),
                Route.get("/audit/verify", Access.admin(), this::verify)
                        .summary("Whether the audit chains are whole")
                        .answers(200, Verification.class));
    }

    private Answer list(Exchange exchange) {
        int limit = exchange.limit();
        var filter = new Audit.Filter(
                chain(exchange),
                exchange.query("actor"),
                exchange.query("action"),
                exchange.query("target"),
                exchange.queryTime("since").orElse(FIRST),
                exchange.queryTime("until").orElse(LAST),
                exchange.query("cursor").map(AuditResource::cursor),
                limit + 1);
        List<AuditRow> rows = audit.list(filter);
        boolean more = rows.size() > limit;
        List<AuditRow> page = more ? rows.subList(0, limit) : rows;
        return Answer.ok(new Page<>(page, more ? Optional.of(cursor(page.getLast())) : Optional.empty()));
    }

    private Optional<String> chain(Exchange exchange) {
        if (exchange.query("station").filter(Audit.CONTROL::equals).isPresent()) {
            return Optional.of(Audit.CONTROL);
        }
        Optional<String> station = exchange.station();
        station.filter(slug -> !audit.hasChain(slug)).ifPresent(slug -> {
            throw Policy.noSuchStation(slug);
        });
        return station;
    }

    private Answer verify(Exchange exchange) {
        List<ChainCheck> checks = audit.verify();
        return Answer.ok(new Verification(checks.stream().allMatch(ChainCheck::whole), checks));
    }

    private static String cursor(AuditRow last) {
        long micros = ChronoUnit.MICROS.between(Instant.EPOCH, last.at());
        String text = "%d %d %s".formatted(micros, last.position(), last.chain());
        return Base64.getUrlEncoder().withoutPadding().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }

    private static Audit.Cursor cursor(String text) {
        try {
            String[] parts = new String(Base64.getUrlDecoder().decode(text), StandardCharsets.UTF_8).split(" ", 3);
            if (parts.length == 3) {
                Instant at = Instant.EPOCH.plus(Long.parseLong(parts[0]), ChronoUnit.MICROS);
                if (!at.isBefore(FIRST) && at.isBefore(LAST)) {
                    return new Audit.Cursor(at, parts[2], Long.parseLong(parts[1]));
                }
            }
        } catch (IllegalArgumentException | DateTimeException | ArithmeticException _) {
            // Said below: whatever is wrong with it, it isn't a cursor of ours.
        }
        throw ProblemException.invalid("cursor", "is not one that this list gave");
    }
}
