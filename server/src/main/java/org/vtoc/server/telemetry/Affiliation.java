package org.vtoc.server.telemetry;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/// Whose side a track is on, as far as anyone has said.
public enum Affiliation {
    UNKNOWN,
    FRIEND,
    HOSTILE,
    NEUTRAL;

    /// The affiliation of that name on the wire.
    public static Optional<Affiliation> of(String wireName) {
        return Arrays.stream(values())
                .filter(known -> known.wireName().equals(wireName))
                .findFirst();
    }

    public String wireName() {
        return name().toLowerCase(Locale.ROOT);
    }
}
