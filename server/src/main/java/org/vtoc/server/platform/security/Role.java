package org.vtoc.server.platform.security;

import java.util.Locale;

/// What a user may do in one station. The order is the order of power.
public enum Role {
    VIEWER,
    OPERATOR;

    public boolean includes(Role needed) {
        return compareTo(needed) >= 0;
    }

    public String wireName() {
        return name().toLowerCase(Locale.ROOT);
    }
}
