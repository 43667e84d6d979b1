package org.vtoc.server.connector.settings;

import java.util.Locale;

/// The number that an APRS-IS server asks of a station that wants to send. It is a checksum of the call sign, known
/// from the APRS-IS servers' public documentation (aprsc, javAPRSSrvr), and no secret in any strong sense.
public final class Passcode {
    /// What one says who only receives.
    public static final int RECEIVE_ONLY = -1;

    private static final int SEED = 0x73e2;

    private Passcode() {}

    /// @param callsign with or without SSID
    public static int of(String callsign) {
        String base = callsign.split("-", 2)[0].toUpperCase(Locale.ROOT);
        int hash = SEED;
        for (int i = 0; i < base.length(); i++) {
            hash ^= i % 2 == 0 ? base.charAt(i) << 8 : base.charAt(i);
        }
        return hash & 0x7fff;
    }
}
