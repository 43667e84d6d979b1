package org.vtoc.decode.ais;

import org.vtoc.decode.Kind;

/// What an MMSI says about its owner, after ITU-R M.585-9.
final class Senders {
    private Senders() {}

    static Kind kind(int type, int mmsi) {
        return switch (type) {
            case 4 -> Kind.STATION;
            case 9 -> Kind.AIRCRAFT;
            case 21 -> Kind.OBJECT;
            default -> kind(mmsi);
        };
    }

    /// `00` coast station, `111` search and rescue aircraft, `99` aid to navigation, `970` search and rescue
    /// transmitter, `972` man overboard, `974` emergency beacon; else a vessel.
    private static Kind kind(int mmsi) {
        int three = mmsi / 1_000_000;
        if (three < 10) {
            return Kind.STATION;
        }
        return switch (three) {
            case 111 -> Kind.AIRCRAFT;
            case 970, 974 -> Kind.EMITTER;
            case 972 -> Kind.PERSON;
            default -> three >= 990 ? Kind.OBJECT : Kind.VESSEL;
        };
    }

    /// A craft that belongs to a parent ship: `98` and the country.
    static boolean isAuxiliaryCraft(int mmsi) {
        return mmsi / 10_000_000 == 98;
    }

    static String text(int mmsi) {
        return String.valueOf(1_000_000_000L + mmsi).substring(1);
    }
}
