package org.vtoc.server.live;

import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.vtoc.server.telemetry.Picture;

/// Events as they are stored. Who falls behind further than what is kept in memory begins again with the newest.
final class EventSubscription implements Subscription {
    private static final int SNAPSHOT = 50;
    private static final int FRAME = 500;

    private final Picture picture;
    private final Optional<String> named;
    private List<String> stations;
    private OptionalLong sent;

    EventSubscription(Picture picture, Optional<String> named, List<String> stations, OptionalLong resume) {
        this.picture = picture;
        this.named = named;
        this.stations = stations;
        this.sent = resume;
    }

    @Override
    public Optional<String> named() {
        return named;
    }

    @Override
    public List<String> stations() {
        return stations;
    }

    @Override
    public void cover(List<String> others) {
        stations = others;
        sent = OptionalLong.empty();
    }

    @Override
    public void advance(Outbox outbox) {
        long now = picture.version();
        if (sent.isPresent() && sent.getAsLong() == now) {
            return;
        }
        Optional<List<String>> events =
                sent.isPresent() ? picture.eventsSince(sent.getAsLong(), now, stations) : Optional.empty();
        if (events.isEmpty()) {
            outbox.send(frame("snapshot", picture.newestEvents(SNAPSHOT, now, stations), now));
        } else {
            List<String> all = events.get();
            for (int from = 0; from < all.size(); from += FRAME) {
                outbox.send(frame("update", all.subList(from, Math.min(all.size(), from + FRAME)), now));
            }
        }
        sent = OptionalLong.of(now);
    }

    private String frame(String type, List<String> events, long version) {
        return "{\"type\":\"" + type + "\",\"topic\":\"events\",\"data\":[" + String.join(",", events) + "],\"cursor\":"
                + Outbox.quote(Cursor.text(picture, version)) + "}";
    }
}
