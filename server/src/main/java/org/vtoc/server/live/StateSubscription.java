package org.vtoc.server.live;

import com.fasterxml.jackson.core.JsonProcessingException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.LongSupplier;
import org.vtoc.server.platform.db.DatabaseOutage;
import org.vtoc.server.platform.http.Json;
import org.vtoc.server.platform.security.Caller;

/// A short list of things as one user sees them: all of them first, then those that look different from before. Who
/// comes back begins anew.
final class StateSubscription implements Subscription {
    /// Things of one frame.
    private static final int MOST = 500;

    private final String topic;
    private final Function<Caller.User, ? extends Map<UUID, ?>> list;
    private final LongSupplier changes;
    private Caller.User user;
    private final Map<UUID, String> sent = new HashMap<>();
    private boolean begun;
    private long seen;

    /// @param list the things by id, read from memory
    /// @param changes counts what may have changed the list
    StateSubscription(
            String topic, Caller.User user, Function<Caller.User, ? extends Map<UUID, ?>> list, LongSupplier changes) {
        this.topic = topic;
        this.user = user;
        this.list = list;
        this.changes = changes;
    }

    @Override
    public void recheck(Caller.User by, Admission admission) {
        if (!by.stations().equals(user.stations()) || by.admin() != user.admin()) {
            seen = -1;
        }
        user = by;
    }

    @Override
    public void advance(Outbox outbox, Pulse pulse) {
        long now = changes.getAsLong();
        if (begun && now == seen) {
            return;
        }
        Map<UUID, ?> things;
        try {
            things = list.apply(user);
        } catch (RuntimeException failure) {
            if (DatabaseOutage.is(failure)) {
                // Looked at again in a moment.
                return;
            }
            throw failure;
        }
        seen = now;
        send(outbox, things, now);
        begun = true;
    }

    private void send(Outbox outbox, Map<UUID, ?> things, long version) {
        var changed = new ArrayList<String>();
        things.forEach((id, thing) -> {
            String json = json(thing);
            if (!json.equals(sent.put(id, json))) {
                changed.add(json);
            }
        });
        var gone = new ArrayList<>(sent.keySet());
        gone.removeAll(things.keySet());
        gone.forEach(sent::remove);
        if (!gone.isEmpty()) {
            outbox.send(frame(
                    "remove", gone.stream().map(id -> "{\"id\":\"" + id + "\"}").toList(), version, false));
        }
        int from = 0;
        while (from < changed.size() || (!begun && from == 0)) {
            int to = Math.min(changed.size(), from + MOST);
            boolean more = to < changed.size();
            outbox.send(frame(begun ? "update" : "snapshot", changed.subList(from, to), version, more));
            if (!more) {
                return;
            }
            from = to;
        }
    }

    private static String json(Object thing) {
        try {
            return Json.MAPPER.writeValueAsString(thing);
        } catch (JsonProcessingException failure) {
            throw new IllegalStateException("a state can't be written", failure);
        }
    }

    private String frame(String type, List<String> things, long version, boolean more) {
        return "{\"type\":\"" + type + "\",\"topic\":" + Outbox.quote(topic) + ",\"data\":[" + String.join(",", things)
                + "],\"cursor\":\"" + version + (more ? "\",\"more\":true}" : "\"}");
    }
}
