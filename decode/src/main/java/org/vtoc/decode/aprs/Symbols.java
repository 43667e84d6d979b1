package org.vtoc.decode.aprs;

import org.vtoc.decode.Kind;

/// What a symbol says about its bearer. The primary table is `/`; every other table character is the alternate one,
/// plain (`\`) or with an overlay.
final class Symbols {
    private Symbols() {}

    static Kind kind(byte table, byte code, Kind otherwise) {
        if (code == Report.NO_SYMBOL) {
            return otherwise;
        }
        return table == '/' ? primary(code, otherwise) : alternate(table, code, otherwise);
    }

    private static Kind primary(byte code, Kind otherwise) {
        return switch (code) {
            // Small and large aircraft, helicopter, balloon, glider, shuttle.
            case '\'', '^', 'X', 'O', 'g', 'S' -> Kind.AIRCRAFT;
            // Power boat, yacht, canoe.
            case 's', 'Y', 'C' -> Kind.VESSEL;
            // Car, truck, lorry, van, jeep, motorcycle, bicycle, ambulance, fire engine, bus, camper, train,
            // snowmobile, police, tractor.
            case '>', 'k', 'u', 'v', 'j', '<', 'b', 'a', 'f', 'U', 'R', '=', '*', 'P', 'F' -> Kind.VEHICLE;
            // On foot, in a wheelchair, on a horse.
            case '[', ')', 'e' -> Kind.PERSON;
            default -> otherwise;
        };
    }

    private static Kind alternate(byte table, byte code, Kind otherwise) {
        return switch (code) {
            case '^', 'O' -> Kind.AIRCRAFT;
            case 'S' -> Kind.SATELLITE;
            case 's' -> Kind.VESSEL;
            case '>', 'k', 'u', 'v' -> Kind.VEHICLE;
            // Plain it is a wall cloud, with an overlay a skier, a runner, a diver.
            case '[' -> table == '\\' ? otherwise : Kind.PERSON;
            default -> otherwise;
        };
    }
}
