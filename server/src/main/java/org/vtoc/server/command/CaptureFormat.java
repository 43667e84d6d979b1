package org.vtoc.server.command;

import java.util.List;
import org.vtoc.decode.Decoder;
import org.vtoc.decode.adsb.AircraftJsonDecoder;
import org.vtoc.decode.adsb.AvrDecoder;
import org.vtoc.decode.adsb.BeastDecoder;
import org.vtoc.decode.adsb.SbsDecoder;
import org.vtoc.decode.ais.AisDecoder;
import org.vtoc.decode.aprs.AprsDecoder;
import org.vtoc.decode.gps.GpsdDecoder;
import org.vtoc.decode.gps.GpxDecoder;
import org.vtoc.decode.gps.NmeaDecoder;

/// Which decoder reads a capture: by what the user says, else by how the capture begins.
final class CaptureFormat {
    sealed interface Choice {}

    record Chosen(Decoder decoder) implements Choice {}

    /// The capture itself must tell.
    record Detect() implements Choice {}

    record Refused(String reason) implements Choice {}

    private static final List<String> LATER = List.of("cot", "remoteid", "tle");

    /// What a receiver is called that has no name of its own.
    private static final String RECEIVER = "gps";

    private CaptureFormat() {}

    static Choice choose(String type, String format) {
        if (LATER.contains(type)) {
            return new Refused(type + " is not supported yet; supported: adsb, ais, aprs, gps");
        }
        if (type.equals("gps") && format.isEmpty()) {
            return new Detect();
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
            default -> new Refused("unknown type " + type + "; supported: adsb, ais, aprs, gps");
        };
    }

    static Choice detect(String type, byte[] beginning, int length) {
        return type.equals("gps") ? gps(beginning, length) : aircraft(beginning, length);
    }

    private static Choice gps(byte[] beginning, int length) {
        for (int i = 0; i < length; i++) {
            byte b = beginning[i];
            if (b == '<') {
                return new Chosen(new GpxDecoder(RECEIVER));
            }
            if (b == '{') {
                return new Chosen(new GpsdDecoder(RECEIVER));
            }
            if (b > ' ') {
                break;
            }
        }
        return new Chosen(new NmeaDecoder(RECEIVER));
    }

    /// By the first byte that is not white space and in no comment.
    private static Choice aircraft(byte[] beginning, int length) {
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
