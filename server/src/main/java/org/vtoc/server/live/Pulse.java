package org.vtoc.server.live;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.vtoc.server.platform.http.SocketFrame;
import org.vtoc.server.telemetry.Picture;

/// What changed from one moment to the next, for everyone who watches: what many viewers get alike is looked up and
/// made into frames once. Thread-safe.
final class Pulse {
    private final Picture picture;
    private final long from;
    private final long to;
    private final Map<List<String>, Optional<Picture.Changes>> changes = new ConcurrentHashMap<>();
    private final Map<Audience, Optional<List<SocketFrame>>> frames = new ConcurrentHashMap<>();

    /// Viewers that get the same.
    private record Audience(String topic, List<String> stations, TrackFormat format) {}

    private Pulse(Picture picture, long from, long to) {
        this.picture = picture;
        this.from = from;
        this.to = to;
    }

    static Pulse first(Picture picture) {
        long now = picture.version();
        return new Pulse(picture, now, now);
    }

    /// The next one; this one where nothing has changed.
    Pulse next() {
        long now = picture.version();
        return now == to ? this : new Pulse(picture, to, now);
    }

    /// The version before the changes: they are all that is new to who was sent that one.
    boolean follows(long version) {
        return version == from;
    }

    /// The version with the changes.
    long version() {
        return to;
    }

    /// Empty where what changed is no longer known.
    Optional<Picture.Changes> changes(List<String> stations) {
        return changes.computeIfAbsent(stations, wanted -> picture.tracksSince(from, wanted));
    }

    /// All changed tracks of the stations; empty where what changed is no longer known.
    Optional<List<SocketFrame>> tracks(List<String> stations, TrackFormat format) {
        return frames.computeIfAbsent(new Audience("tracks", stations, format), _ -> changes(stations)
                .map(known -> TrackFrames.update(picture, format, known, to)));
    }

    /// All new events of the stations; empty where some are no longer known.
    Optional<List<SocketFrame>> events(List<String> stations) {
        return frames.computeIfAbsent(
                new Audience("events", stations, TrackFormat.JSON), _ -> EventFrames.news(picture, from, to, stations));
    }
}
