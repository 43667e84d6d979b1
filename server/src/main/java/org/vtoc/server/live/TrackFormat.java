package org.vtoc.server.live;

/// How a viewer wants its tracks: as features, or as [org.vtoc.server.telemetry.PackedTracks].
enum TrackFormat {
    JSON,
    BINARY
}
