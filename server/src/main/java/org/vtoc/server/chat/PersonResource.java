package org.vtoc.server.chat;

import java.util.List;
import java.util.Optional;
import org.vtoc.server.platform.http.Answer;
import org.vtoc.server.platform.http.Exchange;
import org.vtoc.server.platform.http.Route;

/// The HTTP door of who there is to talk to.
final class PersonResource {
    private final Chat chat;

    PersonResource(Chat chat) {
        this.chat = chat;
    }

    List<Route> routes() {
        return List.of(Route.get("/people", Channel.READ, this::list)
                .summary("The users of the caller's stations, by name, and whether they are there")
                .query("station", "only this station's")
                .inPages()
                .answers(200, Person.PersonPage.class));
    }

    private Answer list(Exchange exchange) {
        Optional<String> station = exchange.station();
        return Answer.ok(exchange.page(chat.people(station.map(List::of).orElseGet(exchange::readable))));
    }
}
