package org.vtoc.decode.aprs;

import java.nio.charset.StandardCharsets;
import org.vtoc.decode.Fields;
import org.vtoc.decode.Kind;
import org.vtoc.decode.Observation;

/// What is known of the packet at hand while its parts are being read. One for a decoder, cleared for each packet.
final class Report {
    static final byte NO_SYMBOL = 0;

    final Fields.Builder fields = new Fields.Builder();
    final Fields.Builder nested = new Fields.Builder();
    final Scratch scratch = new Scratch();
    byte[] bytes = new byte[0];
    String trackId = "";
    String messageType = "";
    boolean isObject;
    String fault = "";
    long timeMillis;
    double latitude;
    double longitude;
    double altitude;
    double course;
    double speed;
    byte symbolTable;
    byte symbolCode;

    void clear(byte[] bytes) {
        this.bytes = bytes;
        fields.clear();
        trackId = "";
        messageType = "";
        isObject = false;
        fault = "";
        timeMillis = Observation.NO_TIME;
        latitude = longitude = altitude = course = speed = Double.NaN;
        symbolTable = NO_SYMBOL;
        symbolCode = NO_SYMBOL;
    }

    /// @return false, so that a reader can refuse and return in one step
    boolean refuse(String reason) {
        fault = reason;
        return false;
    }

    boolean isWeatherStation() {
        return symbolCode == '_';
    }

    void putSymbol() {
        if (symbolCode != NO_SYMBOL) {
            fields.put("symbol", new String(new byte[] {symbolTable, symbolCode}, StandardCharsets.ISO_8859_1));
        }
    }

    Observation observation() {
        Kind otherwise = isObject ? Kind.OBJECT : Kind.STATION;
        return new Observation(
                Symbols.kind(symbolTable, symbolCode, otherwise),
                trackId,
                messageType,
                timeMillis,
                latitude,
                longitude,
                altitude,
                Double.NaN,
                course,
                speed,
                fields.build());
    }

    static boolean isSymbolTable(byte b) {
        return b == '/' || b == '\\' || (b >= 'A' && b <= 'Z') || (b >= '0' && b <= '9');
    }

    static boolean isSymbolCode(byte b) {
        return (b >= 0x21 && b <= 0x7b) || b == 0x7d;
    }
}
