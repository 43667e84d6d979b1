package org.vtoc.decode.adsb;

import org.vtoc.decode.Units;

/// Altitudes and identity codes, whose pulses Mode S keeps in the order of Mode A and C: `C1 A1 C2 A2 C4 A4 X B1 D1 B2
/// D2 B4 D4` (ICAO Annex 10 Volume IV, 3.1.2.6.5.4, 3.1.2.6.7.1 and the appendix to chapter 3).
final class Gillham {
    /// Of 13 bits, M says that the altitude is metric, for which no encoding is laid down, and Q that it counts 25 ft.
    private static final int METRIC = 0x40;

    private static final int BY_25_FEET = 0x10;
    private static final int FEET_PER_STEP = 25;
    private static final int LOWEST_FEET = -1000;
    /// One step under the lowest altitude of Mode C.
    private static final int BELOW_LOWEST_FEET = -1300;

    private static final int[] FIVE_HUNDREDS = {2, 0, 11, 9, 7, 5, 3, 1};
    private static final int[] HUNDREDS = {12, 10, 8};
    private static final int[] A = {7, 9, 11};
    private static final int[] B = {1, 3, 5};
    private static final int[] C = {8, 10, 12};
    private static final int[] D = {0, 2, 4};

    private Gillham() {}

    /// @param code the 13 bits of a surveillance reply
    /// @return metres, or `NaN` if the code names no altitude
    static double altitude(int code) {
        if (code == 0 || (code & METRIC) != 0) {
            return Double.NaN;
        }
        if ((code & BY_25_FEET) == 0) {
            return hundreds(code);
        }
        int steps = (code & 0x1f80) >> 2 | (code & 0x20) >> 1 | (code & 0xf);
        return (steps * FEET_PER_STEP + LOWEST_FEET) * Units.METRES_PER_FOOT;
    }

    /// @param code the 12 bits of an extended squitter: the same without the M bit
    static double altitudeOfSquitter(int code) {
        return altitude((code & 0xfc0) << 1 | (code & 0x3f));
    }

    /// Four octal digits A, B, C, D, written as a decimal number.
    static int squawk(int code) {
        return 1000 * bits(code, A) + 100 * bits(code, B) + 10 * bits(code, C) + bits(code, D);
    }

    /// Steps of 100 ft: five-hundreds in a Gray code of D2 D4 A1 A2 A4 B1 B2 B4, hundreds in a reflected one of C1 C2
    /// C4 that runs backwards in every other five-hundred.
    private static double hundreds(int code) {
        int fives = fromGray(bits(code, FIVE_HUNDREDS));
        int ones = fromGray(bits(code, HUNDREDS));
        if (ones == 0 || ones == 5 || ones == 6) {
            return Double.NaN;
        }
        int step = ones == 7 ? 5 : ones;
        int upward = (fives & 1) == 0 ? step : 6 - step;
        return (fives * 500 + upward * 100 + BELOW_LOWEST_FEET) * Units.METRES_PER_FOOT;
    }

    private static int fromGray(int gray) {
        int value = gray ^ (gray >> 4);
        value ^= value >> 2;
        return value ^ (value >> 1);
    }

    /// @param order the places of the bits, the most significant first
    private static int bits(int code, int[] order) {
        int value = 0;
        for (int place : order) {
            value = value << 1 | (code >> place & 1);
        }
        return value;
    }
}
