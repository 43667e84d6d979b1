package org.vtoc.server.telemetry;

import java.util.Locale;

/// Whose side a track is on, as far as anyone has said.
public enum Affiliation {
    UNKNOWN,
    FRIEND,
    HOSTILE,
    NEUTRAL;

    public String wireName() {
        return name().toLowerCase(Locale.ROOT);
    }
}
