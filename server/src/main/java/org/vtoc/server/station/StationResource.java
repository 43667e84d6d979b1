package org.vtoc.server.station;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.vtoc.server.platform.http.Answer;
import org.vtoc.server.platform.http.Exchange;
import org.vtoc.server.platform.http.Page;
import org.vtoc.server.platform.http.Route;
import org.vtoc.server.platform.security.Access;
import org.vtoc.server.platform.security.Caller;
import org.vtoc.server.platform.security.Policy;
import org.vtoc.server.platform.security.Role;

/// The HTTP door of stations.
final class StationResource {
    private final StationDirectory directory;

    StationResource(StationDirectory directory) {
        this.directory = directory;
    }

    List<Route> routes() {
        return List.of(
                Route.get("/stations", Access.viewer(), this::list)
                        .summary("The stations that the caller may read")
                        .answers(200, StationPage.class),
                Route.get("/stations/{station}", Access.viewer(), this::show)
                        .summary("One station")
                        .answers(200, StationView.class));
    }

    /// A station as the caller sees it.
    ///
    /// @param role the caller's role in it
    record StationView(String slug, String name, String callsign, String kind, String role, Instant createdAt) {}

    /// For the API document.
    record StationPage(List<StationView> items, Optional<String> next) {}

    private Answer list(Exchange exchange) {
        List<String> readable = exchange.readable();
        return Answer.ok(Page.all(directory.all().stream()
                .filter(station -> readable.contains(station.slug()))
                .map(station -> view(station, exchange.caller()))
                .toList()));
    }

    private Answer show(Exchange exchange) {
        String slug = exchange.readable().getFirst();
        return Answer.ok(
                view(directory.station(slug).orElseThrow(() -> Policy.noSuchStation(slug)), exchange.caller()));
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
