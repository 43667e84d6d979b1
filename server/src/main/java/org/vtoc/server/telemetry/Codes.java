package org.vtoc.server.telemetry;

import org.vtoc.decode.Kind;

/// The numbers that the event table keeps for kinds and affiliations. They never change their meaning.
final class Codes {
    private Codes() {}

    static short of(Kind kind) {
        return switch (kind) {
            case AIRCRAFT -> 0;
            case VESSEL -> 1;
            case VEHICLE -> 2;
            case PERSON -> 3;
            case STATION -> 4;
            case OBJECT -> 5;
            case SATELLITE -> 6;
            case EMITTER -> 7;
            case OTHER -> 8;
        };
    }

    static Kind kind(int code) {
        return switch (code) {
            case 0 -> Kind.AIRCRAFT;
            case 1 -> Kind.VESSEL;
            case 2 -> Kind.VEHICLE;
            case 3 -> Kind.PERSON;
            case 4 -> Kind.STATION;
            case 5 -> Kind.OBJECT;
            case 6 -> Kind.SATELLITE;
            case 7 -> Kind.EMITTER;
            default -> Kind.OTHER;
        };
    }

    static short of(Affiliation affiliation) {
        return switch (affiliation) {
            case UNKNOWN -> 0;
            case FRIEND -> 1;
            case HOSTILE -> 2;
            case NEUTRAL -> 3;
        };
    }

    static Affiliation affiliation(int code) {
        return switch (code) {
            case 1 -> Affiliation.FRIEND;
            case 2 -> Affiliation.HOSTILE;
            case 3 -> Affiliation.NEUTRAL;
            default -> Affiliation.UNKNOWN;
        };
    }
}
