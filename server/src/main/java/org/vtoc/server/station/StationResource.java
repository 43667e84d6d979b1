package org.vtoc.server.station;

import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.vtoc.server.platform.db.StationSpec;
import org.vtoc.server.platform.error.ProblemException;
import org.vtoc.server.platform.http.Answer;
import org.vtoc.server.platform.http.Exchange;
import org.vtoc.server.platform.http.Route;
import org.vtoc.server.platform.security.Access;
import org.vtoc.server.platform.security.Caller;
import org.vtoc.server.platform.security.Policy;
import org.vtoc.server.platform.security.Role;

/// The HTTP door of stations.
final class StationResource {
    private static final int MAX_NAME = 100;
    private static final int MAX_CALLSIGN = 40;

    private final StationDirectory directory;

    StationResource(StationDirectory directory) {
        this.directory = directory;
    }

    List<Route> routes() {
        return List.of(
                Route.get("/stations", Access.viewer(), this::list)
                        .summary("The stations that the caller may read")
                        .inPages()
                        .answers(200, StationPage.class),
                Route.post("/stations", Access.admin(), this::create)
                        .summary("Make a station with its own database and role")
                        .takes(NewStation.class)
                        .answers(201, StationView.class),
                Route.get("/stations/{station}", Access.viewer(), this::show)
                        .summary("One station")
                        .answers(200, StationView.class));
    }

    /// A station as the caller sees it.
    ///
    /// @param role the caller's role in it
    record StationView(String slug, String name, String callsign, String kind, String role, Instant createdAt) {}

    /// @param slug lower case, words joined by `-`
    /// @param name for people; without one it is made of the slug
    /// @param callsign unique; without one it is the slug in upper case
    record NewStation(Optional<String> slug, Optional<String> name, Optional<String> callsign) {}

    /// For the API document.
    record StationPage(List<StationView> items, Optional<String> next) {}

    private Answer list(Exchange exchange) {
        List<String> readable = exchange.readable();
        return Answer.ok(exchange.page(directory.all().stream()
                .filter(station -> readable.contains(station.slug()))
                .map(station -> view(station, exchange.caller()))
                .toList()));
    }

    private Answer show(Exchange exchange) {
        String slug = exchange.readable().getFirst();
        return Answer.ok(
                view(directory.station(slug).orElseThrow(() -> Policy.noSuchStation(slug)), exchange.caller()));
    }

    private Answer create(Exchange exchange) throws IOException {
        NewStation wanted = exchange.body(NewStation.class);
        StationSpec usual = usual(wanted.slug().orElse(""));
        String name = wanted.name().map(String::strip).orElse(usual.name());
        String callsign = wanted.callsign().map(String::strip).orElse(usual.callsign());
        requireLength("name", name, MAX_NAME);
        requireLength("callsign", callsign, MAX_CALLSIGN);
        Station made = directory.add(new StationSpec(usual.slug(), name, callsign, usual.role()), exchange);
        return Answer.created(Route.API + "/stations/" + made.slug(), view(made, exchange.caller()));
    }

    private static StationSpec usual(String slug) {
        try {
            return StationSpec.of(slug);
        } catch (IllegalArgumentException refusal) {
            throw ProblemException.invalid("slug", String.valueOf(refusal.getMessage()));
        }
    }

    private static void requireLength(String field, String text, int most) {
        if (text.isEmpty() || text.length() > most || text.indexOf('\0') >= 0) {
            throw ProblemException.invalid(field, "must have 1 to %d characters".formatted(most));
        }
    }

    private static StationView view(Station station, Caller caller) {
        String role =
                switch (caller) {
                    case Caller.User user when user.admin() -> "admin";
                    case Caller.User user ->
                        user.stations()
                                .getOrDefault(station.slug(), Role.VIEWER)
                                .wireName();
                    case Caller.Key _, Caller.Anonymous _ -> Role.VIEWER.wireName();
                };
        return new StationView(
                station.slug(), station.name(), station.callsign(), station.kind(), role, station.createdAt());
    }
}
