package org.vtoc.decode.adsb;

/// Transponder codes as text of four digits, made once.
final class Squawks {
    private static final String[] TEXTS = new String[10_000];

    static {
        for (int i = 0; i < TEXTS.length; i++) {
            TEXTS[i] = String.valueOf(10_000 + i).substring(1);
        }
    }

    private Squawks() {}

    /// @param code 0 to 9999, read as decimal digits
    static String text(int code) {
        return TEXTS[code];
    }
}
