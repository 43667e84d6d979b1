package org.vtoc.server.live;

import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.vtoc.server.platform.http.SocketFrame;
import org.vtoc.server.telemetry.Picture;

/// Events as they are stored. Who falls behind further than what is kept in memory begins again with the newest.
final class EventSubscription implements Subscription {
    private static final int SNAPSHOT = 50;

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
    public void advance(Outbox outbox, Pulse pulse) {
        if (sent.isPresent() && sent.getAsLong() >= pulse.version()) {
            return;
        }
        Optional<List<SocketFrame>> news = sent.isPresent() ? news(pulse, sent.getAsLong()) : Optional.empty();
        if (news.isPresent()) {
            news.get().forEach(outbox::send);
            sent = OptionalLong.of(pulse.version());
        } else {
            long now = picture.version();
            outbox.send(EventFrames.snapshot(picture, picture.newestEvents(SNAPSHOT, now, stations), now));
            sent = OptionalLong.of(now);
        }
    }

    private Optional<List<SocketFrame>> news(Pulse pulse, long since) {
        if (pulse.follows(since)) {
            return pulse.events(stations);
        }
        return EventFrames.news(picture, since, pulse.version(), stations);
    }
}
