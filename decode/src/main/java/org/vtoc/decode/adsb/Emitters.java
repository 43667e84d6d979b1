package org.vtoc.decode.adsb;

import org.vtoc.decode.Kind;

/// Emitter categories of DO-260B (2.2.3.2.5.2): `C1` and `C2` are surface vehicles, `C3` and above obstacles.
final class Emitters {
    private Emitters() {}

    static Kind kind(String category) {
        if (category.equals("C1") || category.equals("C2")) {
            return Kind.VEHICLE;
        }
        return category.startsWith("C") && !category.equals("C0") ? Kind.OBJECT : Kind.AIRCRAFT;
    }
}
