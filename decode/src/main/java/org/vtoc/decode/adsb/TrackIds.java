package org.vtoc.decode.adsb;

import java.nio.charset.StandardCharsets;
import org.vtoc.decode.Ascii;

/// Track ids of aircraft: `icao:4ca2b6`, and `adsb:~2c1234` for an address that is not from ICAO's register (the
/// receivers mark those with `~`).
final class TrackIds {
    private static final byte[] ICAO = "icao:".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] OTHER = "adsb:~".getBytes(StandardCharsets.US_ASCII);
    private static final int DIGITS = 6;

    private TrackIds() {}

    /// @return the id in lower case, or empty if the bytes are not six hexadecimal digits, with or without `~`
    static String aircraft(byte[] bytes, int from, int to) {
        boolean other = to > from && bytes[from] == '~';
        int start = other ? from + 1 : from;
        if (to - start != DIGITS) {
            return "";
        }
        byte[] prefix = other ? OTHER : ICAO;
        byte[] id = new byte[prefix.length + DIGITS];
        System.arraycopy(prefix, 0, id, 0, prefix.length);
        for (int i = 0; i < DIGITS; i++) {
            byte b = bytes[start + i];
            if (Ascii.hex(b) < 0) {
                return "";
            }
            id[prefix.length + i] = Ascii.isUpper(b) ? (byte) (b | 0x20) : b;
        }
        return new String(id, StandardCharsets.ISO_8859_1);
    }
}
