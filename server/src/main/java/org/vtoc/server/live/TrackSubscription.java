package org.vtoc.server.live;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.vtoc.server.telemetry.Area;
import org.vtoc.server.telemetry.Picture;
import org.vtoc.server.telemetry.Track;

/// Tracks in a viewport: each change once, in the newest state at the time of sending.
final class TrackSubscription implements Subscription {
    /// Features of one frame; a larger snapshot comes in several.
    private static final int FRAME = 1_000;

    private final Picture picture;
    private final Optional<String> named;
    private final Optional<Area> area;
    private List<String> stations;
    private OptionalLong sent;
    /// What the viewer shows, by station and id; kept only with a viewport, which tracks leave by moving.
    private final Set<Picture.Removed> shown = new HashSet<>();

    TrackSubscription(
            Picture picture, Optional<String> named, List<String> stations, Optional<Area> area, OptionalLong resume) {
        this.picture = picture;
        this.named = named;
        this.stations = stations;
        this.area = area;
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
        Optional<Picture.Changes> changes =
                sent.isPresent() ? picture.tracksSince(sent.getAsLong(), stations) : Optional.empty();
        // What changes while this is sent has a later version than `now`, and is sent again next time.
        if (changes.isPresent()) {
            update(outbox, changes.get(), now);
        } else {
            snapshot(outbox, now);
        }
        sent = OptionalLong.of(now);
    }

    private void snapshot(Outbox outbox, long version) {
        shown.clear();
        List<Track> tracks =
                picture.tracks(stations).stream().filter(this::isSeen).toList();
        if (area.isPresent()) {
            tracks.forEach(track -> shown.add(key(track)));
        }
        int from = 0;
        do {
            int to = Math.min(tracks.size(), from + FRAME);
            outbox.send(frame("snapshot", features(tracks.subList(from, to)), version, to < tracks.size()));
            from = to;
        } while (from < tracks.size());
    }

    private boolean isSeen(Track track) {
        return area.isEmpty() || track.isIn(area.get());
    }

    private static Picture.Removed key(Track track) {
        return new Picture.Removed(track.station(), track.id());
    }

    private void update(Outbox outbox, Picture.Changes changes, long version) {
        var seen = new ArrayList<Track>();
        var gone = new ArrayList<Picture.Removed>();
        for (Track track : changes.changed()) {
            if (isSeen(track)) {
                seen.add(track);
                if (area.isPresent()) {
                    shown.add(key(track));
                }
            } else if (shown.remove(key(track))) {
                gone.add(key(track));
            }
        }
        for (Picture.Removed removed : changes.removed()) {
            if (area.isEmpty() || shown.remove(removed)) {
                gone.add(removed);
            }
        }
        // A track that was removed and came back is in both lists: the removal must not come last.
        if (!gone.isEmpty()) {
            outbox.send(frame("remove", removals(gone), version, false));
        }
        for (int from = 0; from < seen.size(); from += FRAME) {
            int to = Math.min(seen.size(), from + FRAME);
            outbox.send(frame("update", features(seen.subList(from, to)), version, to < seen.size()));
        }
    }

    private String frame(String type, StringBuilder data, long version, boolean more) {
        return "{\"type\":\"" + type + "\",\"topic\":\"tracks\",\"data\":[" + data + "],\"cursor\":"
                + Outbox.quote(Cursor.text(picture, version)) + (more ? ",\"more\":true}" : "}");
    }

    private static StringBuilder features(List<Track> tracks) {
        var data = new StringBuilder(tracks.size() * 400);
        for (Track track : tracks) {
            data.append(data.isEmpty() ? "" : ",").append(track.json());
        }
        return data;
    }

    private static StringBuilder removals(List<Picture.Removed> removed) {
        var data = new StringBuilder();
        for (Picture.Removed track : removed) {
            data.append(data.isEmpty() ? "" : ",")
                    .append("{\"id\":")
                    .append(Outbox.quote(track.id()))
                    .append(",\"station\":")
                    .append(Outbox.quote(track.station()))
                    .append('}');
        }
        return data;
    }
}
