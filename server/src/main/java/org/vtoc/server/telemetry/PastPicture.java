package org.vtoc.server.telemetry;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.Predicate;

/// The tracks of some stations as they were at a time, and how they moved on from there. Not thread-safe.
///
/// A past picture is made of the rows of the quarter of an hour before its time, or of fewer where more would have to
/// be read: a feed that fills those speaks of each of its tracks every few seconds.
final class PastPicture {
    /// How long a track is shown that nobody speaks of.
    static final Duration MEMORY = Duration.ofMinutes(15);
    /// Rows read for a picture, and for a stretch of moving on, over all stations.
    private static final int ROWS = 100_000;

    private static final long MICROS = 1_000L;
    private static final Comparator<Picture.Removed> BY_ID =
            Comparator.comparing(Picture.Removed::station).thenComparing(Picture.Removed::id);

    /// What a viewer of the past asked for.
    record Scope(List<StationTelemetry> stations, Predicate<Track> seen) {}

    /// One step of time: the tracks that changed in it, in their state at its end, and those that left.
    ///
    /// @param time the end of the step, microseconds since 1970
    record Frame(long time, List<Track> tracks, List<Picture.Removed> removed) {}

    private final Scope scope;
    private final Map<Picture.Removed, Track> tracks = new LinkedHashMap<>();
    /// What the viewer has been shown and not been told to remove.
    private final TreeSet<Picture.Removed> shown = new TreeSet<>(BY_ID);

    private long time;

    private PastPicture(Scope scope, long time) {
        this.scope = scope;
        this.time = time;
    }

    /// The picture of all facts before the time.
    static PastPicture at(Scope scope, long time) {
        var picture = new PastPicture(scope, time);
        for (StationTelemetry station : scope.stations()) {
            List<EventRow> rows = station.database.withHandle(handle -> station.history.newest(
                    handle,
                    time - MEMORY.toMillis() * MICROS,
                    time,
                    ROWS / scope.stations().size()));
            rows.forEach(row -> picture.apply(station, row));
        }
        return picture;
    }

    /// Up to when it has moved on, microseconds since 1970.
    long time() {
        return time;
    }

    private Picture.Removed apply(StationTelemetry station, EventRow row) {
        String id = String.valueOf(row.trackId);
        var key = new Picture.Removed(station.slug, id);
        Track before = tracks.get(key);
        tracks.put(key, (before == null ? station.tracks.blank(id) : before).with(row, 0));
        return key;
    }

    /// All tracks of now that the viewer sees.
    List<Track> all() {
        List<Track> all = tracks.values().stream().filter(scope.seen()).toList();
        all.forEach(track -> shown.add(key(track)));
        return all;
    }

    private static Picture.Removed key(Track track) {
        return new Picture.Removed(track.station(), track.id());
    }

    /// Moves on to a time in steps; less far where that takes more rows than are read at once.
    ///
    /// @param step microseconds
    List<Frame> advance(long until, long step) {
        int share = ROWS / scope.stations().size();
        var news = new ArrayList<Map.Entry<StationTelemetry, List<EventRow>>>();
        long end = until;
        for (StationTelemetry station : scope.stations()) {
            List<EventRow> rows =
                    station.database.withHandle(handle -> station.history.oldest(handle, time, until, share));
            if (rows.size() == share) {
                // The last step may be cut short; it is read again, unless it alone is that long.
                long whole = time + (rows.getLast().eventTime - time) / step * step;
                end = Math.min(end, Math.max(whole, time + step));
            }
            news.add(Map.entry(station, rows));
        }
        var frames = new ArrayList<Frame>();
        var next = new int[news.size()];
        while (time < end) {
            time = Math.min(end, time + step);
            var changed = new TreeSet<Picture.Removed>(BY_ID);
            for (int i = 0; i < news.size(); i++) {
                List<EventRow> rows = news.get(i).getValue();
                while (next[i] < rows.size() && rows.get(next[i]).eventTime < time) {
                    changed.add(apply(news.get(i).getKey(), rows.get(next[i]++)));
                }
            }
            frames.add(frame(changed));
        }
        return frames;
    }

    private Frame frame(Iterable<Picture.Removed> changed) {
        var seen = new ArrayList<Track>();
        var gone = new ArrayList<Picture.Removed>();
        for (Picture.Removed key : changed) {
            Optional<Track> track = Optional.ofNullable(tracks.get(key)).filter(scope.seen());
            if (track.isPresent()) {
                shown.add(key);
                seen.add(track.get());
            } else if (shown.remove(key)) {
                gone.add(key);
            }
        }
        long oldest = time - MEMORY.toMillis() * MICROS;
        tracks.values().removeIf(track -> {
            boolean old = track.eventTime < oldest;
            if (old && shown.remove(key(track))) {
                gone.add(key(track));
            }
            return old;
        });
        return new Frame(time, seen, gone);
    }
}
