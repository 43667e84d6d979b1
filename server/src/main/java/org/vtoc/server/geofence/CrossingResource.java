package org.vtoc.server.geofence;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.vtoc.server.platform.error.ProblemException;
import org.vtoc.server.platform.http.Answer;
import org.vtoc.server.platform.http.Exchange;
import org.vtoc.server.platform.http.Page;
import org.vtoc.server.platform.http.Route;
import org.vtoc.server.platform.security.Access;

/// The HTTP door of crossings.
final class CrossingResource {
    /// Newest first; ids of one time as the database orders them, byte by byte.
    private static final Comparator<Crossing> NEWEST_FIRST = Comparator.comparing(Crossing::time)
            .thenComparing(crossing -> crossing.id().toString())
            .reversed();

    private final Geofences geofences;
    private final InstantSource clock;

    CrossingResource(Geofences geofences, InstantSource clock) {
        this.geofences = geofences;
        this.clock = clock;
    }

    List<Route> routes() {
        return List.of(Route.get("/geofences/crossings", Access.viewer(), this::list)
                .summary("Tracks that went into geofences or out of them, newest first")
                .query("station", "only this station's")
                .query("geofence", "only those of the geofence with this id")
                .query("track", "only those of the track with this id")
                .query("since", "RFC 3339, inclusive")
                .query("until", "RFC 3339, exclusive")
                .query("limit", "items of a page, 1 to 1000, default 50")
                .query("cursor", "the `next` of the page before")
                .answers(200, GeofenceItem.CrossingPage.class));
    }

    private Answer list(Exchange exchange) {
        int limit = exchange.limit();
        var query = new GeofenceStore.Query(
                exchange.query("geofence").map(CrossingResource::id),
                exchange.query("track"),
                exchange.queryTime("since").orElse(Instant.EPOCH),
                exchange.queryTime("until").orElseGet(() -> clock.instant().plus(Duration.ofDays(1))),
                exchange.query("cursor").map(CrossingResource::opened),
                limit + 1);
        var found = new ArrayList<Crossing>();
        for (String slug : exchange.readable()) {
            StationFences station = geofences.at(slug);
            found.addAll(station.database.withHandle(handle -> station.store.list(handle, query)));
        }
        found.sort(NEWEST_FIRST);
        boolean more = found.size() > limit;
        List<Crossing> page = more ? found.subList(0, limit) : found;
        return Answer.ok(new Page<>(page, more ? Optional.of(closed(page.getLast())) : Optional.empty()));
    }

    private static UUID id(String text) {
        try {
            return UUID.fromString(text);
        } catch (IllegalArgumentException _) {
            throw ProblemException.invalid("geofence", "is not the id of a geofence");
        }
    }

    private static String closed(Crossing last) {
        ByteBuffer bytes = ByteBuffer.allocate(24)
                .putLong(ChronoUnit.MICROS.between(Instant.EPOCH, last.time()))
                .putLong(last.id().getMostSignificantBits())
                .putLong(last.id().getLeastSignificantBits());
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes.array());
    }

    private static GeofenceStore.Query.Place opened(String cursor) {
        try {
            byte[] bytes = Base64.getUrlDecoder().decode(cursor);
            if (bytes.length == 24) {
                ByteBuffer buffer = ByteBuffer.wrap(bytes);
                long micros = buffer.getLong();
                Instant time = Instant.EPOCH.plus(micros, ChronoUnit.MICROS);
                return new GeofenceStore.Query.Place(time, new UUID(buffer.getLong(), buffer.getLong()));
            }
        } catch (IllegalArgumentException _) {
            // Said below, together with a wrong length.
        }
        throw ProblemException.invalid("cursor", "is not a cursor of this list; take it from `next`");
    }
}
