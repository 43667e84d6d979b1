package org.vtoc.server.command;

import java.util.List;
import org.vtoc.decode.Decoder;
import org.vtoc.decode.adsb.AircraftJsonDecoder;
import org.vtoc.decode.adsb.AvrDecoder;
import org.vtoc.decode.adsb.BeastDecoder;
import org.vtoc.decode.adsb.SbsDecoder;
import org.vtoc.decode.ais.AisDecoder;
import org.vtoc.decode.aprs.AprsDecoder;

/// Which decoder reads a capture: by what the user says, else by how the capture begins.
final class CaptureFormat {
    sealed interface Choice {}

    record Chosen(Decoder decoder) implements Choice {}

    /// The capture itself must tell.
    record Detect() implements Choice {}

    record Refused(String reason) implements Choice {}

    private static final List<String> LATER = List.of("gps", "cot", "remoteid", "tle");

    private CaptureFormat() {}

    static Choice choose(String type, String format) {
        if (LATER.contains(type)) {
            return new Refused(type + " is not supported yet; supported: adsb, ais, aprs");
        }
        if (!type.equals("adsb")) {
            return format.isEmpty() ? ofType(type) : new Refused("--format is only for adsb");
        }
        return switch (format) {
            case "" -> new Detect();
            case "sbs" -> new Chosen(new SbsDecoder());
            case "json" -> new Chosen(new AircraftJsonDecoder());
            case "avr" -> new Chosen(new AvrDecoder());
            case "beast" -> new Chosen(new BeastDecoder());
            default -> new Refused("unknown format " + format + "; known: sbs, avr, beast, json");
        };
    }

    private static Choice ofType(String type) {
        return switch (type) {
            case "ais" -> new Chosen(new AisDecoder());
            case "aprs" -> new Chosen(new AprsDecoder());
            default -> new Refused("unknown type " + type + "; supported: adsb, ais, aprs");
        };
    }

    /// The format of an ADS-B capture by its first byte that is not white space.
    static Choice detect(byte[] beginning, int length) {
        for (int i = 0; i < length; i++) {
            byte b = beginning[i];
            if (b == BeastDecoder.ESCAPE) {
                return new Chosen(new BeastDecoder());
            }
            if (AvrDecoder.isStart(b)) {
                return new Chosen(new AvrDecoder());
            }
            if (b == '{' || b == '[') {
                return new Chosen(new AircraftJsonDecoder());
            }
            if (b == '#') {
                // A comment, which a capture of lines may begin with.
                while (i + 1 < length && beginning[i + 1] != '\n') {
                    i++;
                }
            } else if (b > ' ') {
                return new Chosen(new SbsDecoder());
            }
        }
        return new Chosen(new SbsDecoder());
    }
}
