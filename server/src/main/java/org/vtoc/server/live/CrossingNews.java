package org.vtoc.server.live;

import java.util.List;
import java.util.Optional;
import org.vtoc.server.geofence.Geofences;
import org.vtoc.server.platform.http.SocketFrame;
import org.vtoc.server.telemetry.Picture;

/// Crossings of geofences as they are stored.
record CrossingNews(Geofences geofences, Picture picture) implements NewsSubscription.Source {
    private static final int NEWEST = 50;

    @Override
    public SocketFrame newest(List<String> stations, long version) {
        return frame("snapshot", geofences.newestCrossings(NEWEST, version, stations), version);
    }

    @Override
    public Optional<List<SocketFrame>> since(List<String> stations, long version, Pulse pulse) {
        return geofences
                .crossingsSince(version, pulse.version(), stations)
                .map(crossings ->
                        crossings.isEmpty() ? List.of() : List.of(frame("update", crossings, pulse.version())));
    }

    @Override
    public long version() {
        return picture.version();
    }

    private SocketFrame frame(String type, List<String> crossings, long version) {
        return SocketFrame.text("{\"type\":\"" + type + "\",\"topic\":\"geofences\",\"data\":["
                + String.join(",", crossings) + "],\"cursor\":" + Outbox.quote(Cursor.text(picture, version)) + "}");
    }
}
