package org.vtoc.server.live;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.vtoc.server.platform.http.SocketFrame;
import org.vtoc.server.platform.security.Caller;
import org.vtoc.server.telemetry.Area;
import org.vtoc.server.telemetry.Picture;
import org.vtoc.server.telemetry.Track;

/// Tracks in a viewport: each change once, in the newest state at the time of sending.
final class TrackSubscription implements Subscription {
    private final Picture picture;
    private final Optional<String> named;
    private final Optional<Area> area;
    private final TrackFormat format;
    private List<String> stations;
    private OptionalLong sent;
    /// What the viewer shows, by station and id; kept only with a viewport, which tracks leave by moving.
    private final Set<Picture.Removed> shown = new HashSet<>();

    TrackSubscription(Picture picture, ClientFrame.Subscribe asked, List<String> stations, OptionalLong resume) {
        this.picture = picture;
        this.named = asked.station();
        this.area = asked.area();
        this.format = asked.format();
        this.stations = stations;
        this.sent = resume;
    }

    @Override
    public void recheck(Caller.User by, Admission admission) {
        List<String> now = admission.stations(by, named);
        if (!now.equals(stations)) {
            stations = now;
            sent = OptionalLong.empty();
        }
    }

    @Override
    public void advance(Outbox outbox, Pulse pulse) {
        if (sent.isPresent() && sent.getAsLong() >= pulse.version()) {
            return;
        }
        Optional<List<SocketFrame>> news = sent.isPresent() ? news(pulse, sent.getAsLong()) : Optional.empty();
        // What changes while this is sent has a later version, and is sent again next time.
        if (news.isPresent()) {
            news.get().forEach(outbox::send);
            sent = OptionalLong.of(pulse.version());
        } else {
            long now = picture.version();
            snapshot(now).forEach(outbox::send);
            sent = OptionalLong.of(now);
        }
    }

    private List<SocketFrame> snapshot(long version) {
        shown.clear();
        List<Track> tracks =
                picture.tracks(stations).stream().filter(this::isSeen).toList();
        if (area.isPresent()) {
            tracks.forEach(track -> shown.add(key(track)));
        }
        return TrackFrames.snapshot(picture, format, tracks, version);
    }

    private Optional<List<SocketFrame>> news(Pulse pulse, long since) {
        boolean next = pulse.follows(since);
        if (next && area.isEmpty()) {
            return pulse.tracks(stations, format);
        }
        return (next ? pulse.changes(stations) : picture.tracksSince(since, stations))
                .map(changes -> area.isEmpty() ? changes : seen(changes))
                .map(changes -> TrackFrames.update(picture, format, changes, pulse.version()));
    }

    private boolean isSeen(Track track) {
        return area.isEmpty() || track.isIn(area.get());
    }

    private static Picture.Removed key(Track track) {
        return new Picture.Removed(track.station(), track.id());
    }

    /// The part of the changes that the viewport shows: a track that left it counts as removed.
    private Picture.Changes seen(Picture.Changes changes) {
        var seen = new ArrayList<Track>();
        var gone = new ArrayList<Picture.Removed>();
        for (Track track : changes.changed()) {
            if (isSeen(track)) {
                seen.add(track);
                shown.add(key(track));
            } else if (shown.remove(key(track))) {
                gone.add(key(track));
            }
        }
        for (Picture.Removed removed : changes.removed()) {
            if (shown.remove(removed)) {
                gone.add(removed);
            }
        }
        return new Picture.Changes(seen, gone);
    }
}
