package org.vtoc.decode.adsb;

import java.nio.charset.StandardCharsets;

/// Call signs: eight characters of six bits each (ICAO Annex 10 Volume IV, table 3-9).
final class Callsigns {
    private static final int LENGTH = 8;
    private static final String ALPHABET = "#ABCDEFGHIJKLMNOPQRSTUVWXYZ##### ###############0123456789######";

    private Callsigns() {}

    /// @param bits the characters in the lowest 48 bits
    /// @return the call sign without the spaces round it; empty if one of the characters is none
    static String text(long bits) {
        byte[] text = new byte[LENGTH];
        int end = 0;
        for (int i = 0; i < LENGTH; i++) {
            char letter = ALPHABET.charAt((int) (bits >>> (6 * (LENGTH - 1 - i))) & 0x3f);
            if (letter == '#') {
                return "";
            }
            text[i] = (byte) letter;
            end = letter == ' ' ? end : i + 1;
        }
        return new String(text, 0, end, StandardCharsets.ISO_8859_1).stripLeading();
    }
}
