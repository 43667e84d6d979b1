package org.vtoc.server.geofence;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import org.vtoc.server.audit.Actor;
import org.vtoc.server.audit.Audit;
import org.vtoc.server.audit.AuditEntry;
import org.vtoc.server.platform.error.ProblemException;
import org.vtoc.server.platform.error.RequestError;
import org.vtoc.server.platform.http.Answer;
import org.vtoc.server.platform.http.Exchange;
import org.vtoc.server.platform.http.Page;
import org.vtoc.server.platform.http.Route;
import org.vtoc.server.platform.security.Access;

/// The HTTP door of fences.
final class GeofenceResource {
    private static final String ALL = "/geofences";
    private static final String ONE = ALL + "/{id}";
    private static final Pattern TAG = Pattern.compile("\"([^\"]*)\"");

    private final Geofences geofences;
    private final Audit audit;

    GeofenceResource(Geofences geofences, Audit audit) {
        this.geofences = geofences;
        this.audit = audit;
    }

    List<Route> routes() {
        return List.of(
                Route.get(ALL, Access.viewer(), this::list)
                        .summary("The geofences, oldest first, and how many tracks are inside each")
                        .query("station", "only this station's")
                        .query("limit", "items of a page, 1 to 1000, default 50")
                        .query("cursor", "the `next` of the page before")
                        .answers(200, GeofenceItem.GeofencePage.class),
                Route.post(ALL, Access.operator(), this::create)
                        .summary("Make a geofence: a GeoJSON polygon, or a center and a radius in metres")
                        .query("station", "the station that it is of")
                        .takes(GeofenceItem.NewGeofence.class)
                        .answers(201, GeofenceItem.class),
                Route.get(ONE, Access.viewer(), this::show)
                        .summary("One geofence; its revision is in the `ETag`")
                        .query("station", "the geofence's station")
                        .answers(200, GeofenceItem.class),
                Route.patch(ONE, Access.operator(), this::change)
                        .summary("Change fields of a geofence, with `If-Match` only if nobody else did meanwhile")
                        .query("station", "the geofence's station")
                        .takes(GeofenceItem.GeofenceChange.class)
                        .answers(200, GeofenceItem.class),
                Route.delete(ONE, Access.operator(), this::delete)
                        .summary("Delete a geofence; its crossings stay")
                        .query("station", "the geofence's station"));
    }

    private Answer list(Exchange exchange) {
        int limit = exchange.limit();
        Optional<UUID> after = exchange.query("cursor").map(GeofenceResource::cursor);
        var found = new ArrayList<GeofenceItem>();
        for (String slug : exchange.readable()) {
            StationFences station = geofences.at(slug);
            station.fences()
                    .values()
                    .forEach(fence -> found.add(GeofenceItem.of(fence, slug, station.inside(fence.id()))));
        }
        // The ids are in the order of their making.
        List<GeofenceItem> page = found.stream()
                .sorted(Comparator.comparing(item -> item.id().toString()))
                .filter(item -> after.isEmpty()
                        || item.id().toString().compareTo(after.get().toString()) > 0)
                .limit(limit + 1L)
                .toList();
        boolean more = page.size() > limit;
        return Answer.ok(new Page<>(
                more ? page.subList(0, limit) : page,
                more ? Optional.of(page.get(limit - 1).id().toString()) : Optional.empty()));
    }

    private static UUID cursor(String text) {
        try {
            return UUID.fromString(text);
        } catch (IllegalArgumentException _) {
            throw ProblemException.invalid("cursor", "is not a cursor of this list; take it from `next`");
        }
    }

    private Answer create(Exchange exchange) throws IOException {
        ObjectNode body = body(exchange);
        JsonNode named = body.remove("station");
        if (named != null && !named.isTextual()) {
            throw ProblemException.invalid("station", "must be a text");
        }
        String slug = named == null ? exchange.writable() : exchange.writable(named.textValue());
        body = FenceText.merged(body.objectNode(), body);
        FenceText.read(body);
        Fence made = geofences.at(slug).create(body, geofences.newId(), note(exchange, "geofence.created"));
        return Answer.created(Route.API + ALL + "/" + made.id(), GeofenceItem.of(made, slug, inside(slug, made)))
                .header("ETag", tag(made));
    }

    private static ObjectNode body(Exchange exchange) throws IOException {
        if (exchange.body(JsonNode.class) instanceof ObjectNode object) {
            return object;
        }
        throw ProblemException.invalid("body", "must be an object");
    }

    private int inside(String slug, Fence fence) {
        return geofences.at(slug).inside(fence.id());
    }

    private static String tag(Fence fence) {
        return "\"" + fence.revision() + "\"";
    }

    private StationFences.Note note(Exchange exchange, String action) {
        Actor actor = Actor.of(exchange);
        return (tx, fence) -> audit.append(
                tx,
                new AuditEntry(
                        actor,
                        action,
                        fence.id().toString(),
                        Map.of("name", fence.definition().name(), "revision", fence.revision())));
    }

    private record Found(String station, Fence fence) {}

    private Found find(Exchange exchange, List<String> stations) {
        UUID id = exchange.pathId("id");
        for (String slug : stations) {
            Fence fence = geofences.at(slug).fences().get(id);
            if (fence != null) {
                return new Found(slug, fence);
            }
        }
        throw ProblemException.of(RequestError.NOT_FOUND, "There is no geofence %s.".formatted(id));
    }

    private Answer show(Exchange exchange) {
        Found found = find(exchange, exchange.readable());
        return answer(found.station(), found.fence());
    }

    private Answer answer(String slug, Fence fence) {
        return Answer.ok(GeofenceItem.of(fence, slug, inside(slug, fence))).header("ETag", tag(fence));
    }

    private Answer change(Exchange exchange) throws IOException {
        ObjectNode body = body(exchange);
        Found found = find(exchange, exchange.visible());
        String slug = exchange.writable(found.station());
        return answer(
                slug,
                geofences
                        .at(slug)
                        .change(found.fence().id(), body, precondition(exchange), note(exchange, "geofence.changed")));
    }

    private Answer delete(Exchange exchange) {
        Found found = find(exchange, exchange.visible());
        String slug = exchange.writable(found.station());
        geofences.at(slug).delete(found.fence().id(), precondition(exchange), note(exchange, "geofence.deleted"));
        return Answer.noContent();
    }

    /// Refuses a fence that is not one of those that `If-Match` names (RFC 9110, 13.1.1).
    private static Consumer<Fence> precondition(Exchange exchange) {
        Optional<String> asked =
                exchange.header("If-Match").filter(text -> !text.strip().equals("*"));
        return fence -> {
            if (asked.isPresent()
                    && TAG.matcher(asked.get()).results().noneMatch(tag -> tag.group()
                            .equals(tag(fence)))) {
                throw ProblemException.of(
                        RequestError.PRECONDITION_FAILED,
                        "The geofence has revision %d by now.".formatted(fence.revision()));
            }
        };
    }
}
