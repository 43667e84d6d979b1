package org.vtoc.server.live;

import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.vtoc.server.geofence.Geofences;
import org.vtoc.server.platform.http.SocketFrame;
import org.vtoc.server.telemetry.Picture;

/// Crossings of geofences as they are stored. Who falls behind further than what is kept in memory begins again with
/// the newest.
final class CrossingSubscription implements Subscription {
    private static final int SNAPSHOT = 50;

    private final Geofences geofences;
    private final Picture picture;
    private final Optional<String> named;
    private List<String> stations;
    private OptionalLong sent;

    CrossingSubscription(
            Geofences geofences, Picture picture, Optional<String> named, List<String> stations, OptionalLong resume) {
        this.geofences = geofences;
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
    public void advance(Outbox outbox, Pulse pulse) {
        if (sent.isPresent() && sent.getAsLong() >= pulse.version()) {
            return;
        }
        Optional<List<String>> news = sent.isPresent()
                ? geofences.crossingsSince(sent.getAsLong(), pulse.version(), stations)
                : Optional.empty();
        if (news.isPresent()) {
            sent = OptionalLong.of(pulse.version());
            if (!news.get().isEmpty()) {
                outbox.send(frame("update", news.get(), pulse.version()));
            }
        } else {
            long now = picture.version();
            sent = OptionalLong.of(now);
            outbox.send(frame("snapshot", geofences.newestCrossings(SNAPSHOT, now, stations), now));
        }
    }

    private SocketFrame frame(String type, List<String> crossings, long version) {
        return SocketFrame.text("{\"type\":\"" + type + "\",\"topic\":\"geofences\",\"data\":["
                + String.join(",", crossings) + "],\"cursor\":" + Outbox.quote(Cursor.text(picture, version)) + "}");
    }
}
