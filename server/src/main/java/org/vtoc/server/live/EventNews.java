package org.vtoc.server.live;

import java.util.List;
import java.util.Optional;
import org.vtoc.server.platform.http.SocketFrame;
import org.vtoc.server.telemetry.Picture;

/// Events as they are stored, and as they are deleted.
record EventNews(Picture picture) implements NewsSubscription.Source {
    private static final int NEWEST = 50;

    @Override
    public SocketFrame newest(List<String> stations, long version) {
        return EventFrames.snapshot(picture, picture.newestEvents(NEWEST, version, stations), version);
    }

    @Override
    public Optional<List<SocketFrame>> since(List<String> stations, long version, Pulse pulse) {
        return pulse.follows(version)
                ? pulse.events(stations)
                : EventFrames.news(picture, version, pulse.version(), stations);
    }

    @Override
    public long version() {
        return picture.version();
    }
}
