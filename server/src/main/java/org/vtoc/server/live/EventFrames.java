package org.vtoc.server.live;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.vtoc.server.platform.http.SocketFrame;
import org.vtoc.server.telemetry.Picture;

/// Events, given as JSON texts, as frames.
final class EventFrames {
    /// Characters of one frame, about: an event may have 64 KiB of its own.
    private static final int MOST = 1_000_000;

    private EventFrames() {}

    static SocketFrame snapshot(Picture picture, List<String> events, long version) {
        return frame("snapshot", picture, events, version);
    }

    /// What is new of the events between two versions; empty where some is no longer known.
    static Optional<List<SocketFrame>> news(Picture picture, long after, long upTo, List<String> stations) {
        return picture.eventsSince(after, upTo, stations).map(events -> {
            List<SocketFrame> frames = update(picture, events, upTo);
            List<Picture.Removed> deleted = picture.eventsDeleted(after, upTo, stations);
            if (!deleted.isEmpty()) {
                List<String> named = deleted.stream()
                        .map(event -> "{\"id\":" + Outbox.quote(event.id()) + ",\"station\":"
                                + Outbox.quote(event.station()) + "}")
                        .toList();
                frames.add(frame("remove", picture, named, upTo));
            }
            return frames;
        });
    }

    private static List<SocketFrame> update(Picture picture, List<String> events, long version) {
        var frames = new ArrayList<SocketFrame>();
        int from = 0;
        int size = 0;
        for (int i = 0; i < events.size(); i++) {
            size += events.get(i).length();
            if (size >= MOST || i == events.size() - 1) {
                frames.add(frame("update", picture, events.subList(from, i + 1), version));
                from = i + 1;
                size = 0;
            }
        }
        return frames;
    }

    private static SocketFrame frame(String type, Picture picture, List<String> events, long version) {
        return SocketFrame.text("{\"type\":\"" + type + "\",\"topic\":\"events\",\"data\":[" + String.join(",", events)
                + "],\"cursor\":" + Outbox.quote(Cursor.text(picture, version)) + "}");
    }
}
