package org.vtoc.decode;

import java.util.Locale;

/// What a track is; the wire name is the lower-case constant.
public enum Kind {
    AIRCRAFT,
    VESSEL,
    VEHICLE,
    PERSON,
    STATION,
    OBJECT,
    SATELLITE,
    EMITTER,
    OTHER;

    public String wireName() {
        return name().toLowerCase(Locale.ROOT);
    }
}
