package org.vtoc.server.live;

import java.util.ArrayList;
import java.util.List;
import org.vtoc.server.platform.http.SocketFrame;
import org.vtoc.server.telemetry.PackedTracks;
import org.vtoc.server.telemetry.Picture;
import org.vtoc.server.telemetry.Track;

/// Tracks as frames.
final class TrackFrames {
    /// Tracks of one frame; more come in several.
    private static final int MOST = 1_000;

    private TrackFrames() {}

    /// At least one frame, if only to say that there is no track.
    static List<SocketFrame> snapshot(Picture picture, TrackFormat format, List<Track> tracks, long version) {
        return frames("snapshot", format, tracks, Cursor.text(picture, version));
    }

    static List<SocketFrame> update(Picture picture, TrackFormat format, Picture.Changes changes, long version) {
        String cursor = Cursor.text(picture, version);
        var frames = new ArrayList<SocketFrame>();
        // A track that was removed and came back is in both lists: the removal must not come last.
        if (!changes.removed().isEmpty()) {
            frames.add(SocketFrame.text(json("remove", removals(changes.removed()), cursor, false)));
        }
        if (!changes.changed().isEmpty()) {
            frames.addAll(frames("update", format, changes.changed(), cursor));
        }
        return frames;
    }

    private static List<SocketFrame> frames(String type, TrackFormat format, List<Track> tracks, String cursor) {
        var frames = new ArrayList<SocketFrame>();
        int from = 0;
        do {
            int to = Math.min(tracks.size(), from + MOST);
            List<Track> some = tracks.subList(from, to);
            boolean more = to < tracks.size();
            frames.add(
                    switch (format) {
                        case JSON -> SocketFrame.text(json(type, features(some), cursor, more));
                        case BINARY -> SocketFrame.binary(PackedTracks.of(type.equals("snapshot"), some, cursor, more));
                    });
            from = to;
        } while (from < tracks.size());
        return frames;
    }

    private static String json(String type, StringBuilder data, String cursor, boolean more) {
        return "{\"type\":\"" + type + "\",\"topic\":\"tracks\",\"data\":[" + data + "],\"cursor\":"
                + Outbox.quote(cursor) + (more ? ",\"more\":true}" : "}");
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
