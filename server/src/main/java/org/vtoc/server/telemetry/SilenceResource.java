package org.vtoc.server.telemetry;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import java.util.Optional;
import org.vtoc.server.platform.error.ProblemException;
import org.vtoc.server.platform.error.RequestError;
import org.vtoc.server.platform.http.Answer;
import org.vtoc.server.platform.http.Exchange;
import org.vtoc.server.platform.http.Page;
import org.vtoc.server.platform.http.Route;
import org.vtoc.server.platform.security.Access;

/// The HTTP door of the sources' silences.
final class SilenceResource {
    /// A piece of the list of silences, newest first.
    public record SilencePage(
            List<Silence> items,
            @JsonInclude(JsonInclude.Include.ALWAYS) Optional<String> next) {}

    private final Sources sources;

    SilenceResource(Sources sources) {
        this.sources = sources;
    }

    List<Route> routes() {
        return List.of(Route.get("/telemetry/sources/{slug}/silences", Access.viewer(), this::list)
                .summary("When the source said nothing for too long, newest first; the last 1,000 are kept")
                .query("station", "the source's station; needed where several have the slug")
                .query("limit", "items of a page, 1 to 1000, default 50")
                .query("cursor", "the `next` of the page before")
                .answers(200, SilencePage.class));
    }

    private Answer list(Exchange exchange) {
        String slug = exchange.path("slug");
        Source source = exchange.readable().stream()
                .flatMap(station -> sources.find(station, slug).stream())
                .findFirst()
                .orElseThrow(
                        () -> ProblemException.of(RequestError.NOT_FOUND, "There is no source %s.".formatted(slug)));
        int limit = exchange.limit();
        List<Silence> found =
                sources.silences().list(source, exchange.query("cursor").map(EventQuery.Cursor::parse), limit + 1);
        boolean more = found.size() > limit;
        List<Silence> page = more ? found.subList(0, limit) : found;
        return Answer.ok(new Page<>(
                page,
                more
                        ? Optional.of(new EventQuery.Cursor(
                                        Times.micros(page.getLast().since()),
                                        page.getLast().id())
                                .text())
                        : Optional.empty()));
    }
}
