package org.vtoc.decode.adsb;

/// The parity of Mode S (ICAO Annex 10 Volume IV, 3.1.2.3.3): generator polynomial `0xfff409`, 24 bits.
final class Crc24 {
    private static final int POLYNOMIAL = 0xfff409;
    private static final int[] TABLE = new int[256];

    static {
        for (int i = 0; i < TABLE.length; i++) {
            int value = i << 16;
            for (int bit = 0; bit < 8; bit++) {
                value = (value & 0x800000) != 0 ? value << 1 ^ POLYNOMIAL : value << 1;
            }
            TABLE[i] = value & 0xffffff;
        }
    }

    private Crc24() {}

    /// What the last three bytes differ by from the parity of those before: zero for a good frame whose parity
    /// carries nothing, else what the sender laid over it (an address, an interrogator's code) or a fault.
    static int remainder(byte[] frame, int length) {
        int parity = 0;
        for (int i = 0; i < length - 3; i++) {
            parity = ((parity << 8) ^ TABLE[(parity >> 16 ^ frame[i]) & 0xff]) & 0xffffff;
        }
        int sent = (frame[length - 3] & 0xff) << 16 | (frame[length - 2] & 0xff) << 8 | (frame[length - 1] & 0xff);
        return parity ^ sent;
    }
}
