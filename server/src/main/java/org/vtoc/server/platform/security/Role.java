package org.vtoc.server.platform.security;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/// What a user may do in one station. The order is the order of power.
public enum Role {
    VIEWER,
    OPERATOR;

    public boolean includes(Role needed) {
        return compareTo(needed) >= 0;
    }

    @JsonValue
    public String wireName() {
        return name().toLowerCase(Locale.ROOT);
    }
}
