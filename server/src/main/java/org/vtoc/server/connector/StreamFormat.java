package org.vtoc.server.connector;

import java.time.InstantSource;
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
import org.vtoc.server.connector.settings.Input;

/// How the bytes of a session are read: by what the settings say, else by how they begin.
record StreamFormat(Form form, Decoder decoder) {
    enum Form {
        LINES,
        /// One text that is whole only at its end.
        DOCUMENT,
        /// Binary frames.
        FRAMES
    }

    /// @param isFile whether the bytes are a recording, whose frames are not as old as their arrival
    static StreamFormat choose(
            Input.Format format, boolean isFile, InstantSource clock, byte[] bytes, int offset, int length) {
        return switch (format.kind()) {
            case AIS -> new StreamFormat(Form.LINES, new AisDecoder());
            case APRS -> new StreamFormat(Form.LINES, new AprsDecoder());
            case SBS -> new StreamFormat(Form.LINES, new SbsDecoder());
            case AVR -> avr(isFile, clock);
            case BEAST -> beast(isFile, clock);
            case GPS -> receiver(format.name(), first(bytes, offset, length));
            case ADSB -> aircraft(isFile, clock, first(bytes, offset, length));
            case NONE -> throw new IllegalStateException("a source without a format is not read");
        };
    }

    private static StreamFormat aircraft(boolean isFile, InstantSource clock, byte first) {
        if (first == '{' || first == '[') {
            return new StreamFormat(Form.DOCUMENT, new AircraftJsonDecoder());
        }
        if (first == BeastDecoder.ESCAPE) {
            return beast(isFile, clock);
        }
        return AvrDecoder.isStart(first) ? avr(isFile, clock) : new StreamFormat(Form.LINES, new SbsDecoder());
    }

    private static StreamFormat receiver(String name, byte first) {
        return switch (first) {
            case '<' -> new StreamFormat(Form.DOCUMENT, new GpxDecoder(name));
            case '{' -> new StreamFormat(Form.LINES, new GpsdDecoder(name));
            default -> new StreamFormat(Form.LINES, new NmeaDecoder(name));
        };
    }

    private static StreamFormat avr(boolean isFile, InstantSource clock) {
        return new StreamFormat(Form.LINES, isFile ? new AvrDecoder() : new AvrDecoder(clock::millis));
    }

    private static StreamFormat beast(boolean isFile, InstantSource clock) {
        return new StreamFormat(Form.FRAMES, isFile ? new BeastDecoder() : new BeastDecoder(clock::millis));
    }

    /// The first byte that is not white space; a line feed if there is none.
    private static byte first(byte[] bytes, int offset, int length) {
        for (int i = offset; i < offset + length; i++) {
            boolean blank = bytes[i] == ' ' || bytes[i] == '\t' || bytes[i] == '\r' || bytes[i] == '\n';
            if (!blank) {
                return bytes[i];
            }
        }
        return '\n';
    }
}
