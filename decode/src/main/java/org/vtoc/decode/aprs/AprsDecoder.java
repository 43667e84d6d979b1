package org.vtoc.decode.aprs;

import org.vtoc.decode.Ascii;
import org.vtoc.decode.Decoder;
import org.vtoc.decode.Lines;
import org.vtoc.decode.Sink;

/// APRS packets, one to a line: `SOURCE>DESTINATION,PATH:body`. Lines of the server (`#`) give nothing. A station's
/// track id is its call sign, an object's or item's its name. Time stamps without a date stay text (`timestamp`),
/// since only the receiver knows the day. The bytes need not be UTF-8.
public final class AprsDecoder implements Decoder {
    public static final int MAX_LINE = 1024;

    private final Lines lines = new Lines(MAX_LINE, this::line);
    private final Report report = new Report();
    private final Header header = new Header();

    @Override
    public void decode(byte[] bytes, int offset, int length, Sink sink) {
        lines.feed(bytes, offset, length, sink);
    }

    @Override
    public void end(Sink sink) {
        lines.end(sink);
    }

    private void line(long number, byte[] bytes, int from, int to, Sink sink) {
        if (isBlank(bytes, from, to) || bytes[from] == '#') {
            return;
        }
        report.clear(bytes);
        if (packet(from, to)) {
            sink.fact(number, report.observation());
        } else {
            sink.malformed(number, report.fault);
        }
    }

    private boolean packet(int from, int to) {
        if (!header.read(report, from, to)) {
            return false;
        }
        if (header.body() < to && report.bytes[header.body()] == '}') {
            String relay = header.source(report.bytes);
            if (!header.read(report, header.body() + 1, to)) {
                return false;
            }
            report.fields.put("relayed_by", relay);
        }
        report.trackId = "aprs:" + header.source(report.bytes);
        report.fields.put("tocall", header.destination(report.bytes));
        report.fields.putText("path", header.path(report.bytes));
        return body(header.body(), to);
    }

    private boolean body(int from, int to) {
        if (from >= to) {
            return report.refuse("empty packet");
        }
        return switch (report.bytes[from]) {
            case '`', '\'', 0x1c, 0x1d -> MicE.read(report, header, from + 1, to);
            case '!', '=' -> position(from, from + 1, to);
            case '/', '@' -> timedPosition(from, to);
            case ';' -> Objects.readObject(report, header, from, to);
            case ')' -> Objects.readItem(report, header, from, to);
            case '_' -> Weather.readPositionless(report, from, to);
            case '$' -> sentence(from, to);
            case ':' -> Messages.readMessage(report, from, to);
            case '>' -> Messages.readStatus(report, from + 1, to);
            case '<' -> Messages.readText(report, "capabilities", from + 1, to);
            case '?' -> Messages.readText(report, "query", from + 1, to);
            case '{' -> report.refuse("user-defined format");
            case '}' -> report.refuse("third-party packet inside another");
            default -> telemetryOrText(from, to);
        };
    }

    private boolean telemetryOrText(int from, int to) {
        if (startsWith(from, to, "T#")) {
            return Telemetry.readReport(report, from + 2, to);
        }
        if (startsWith(from, to, "DX de ")) {
            return Messages.readText(report, "dx", from + 6, to);
        }
        // Some trackers put text before the position: it may begin anywhere in the first forty bytes.
        for (int i = from; i < Math.min(to, from + 40); i++) {
            if (report.bytes[i] == '!') {
                return position(i, i + 1, to);
            }
        }
        return report.refuse("unknown data type");
    }

    private boolean sentence(int from, int to) {
        return startsWith(from, to, "$ULTW")
                ? Weather.readUltimeter(report, from + 5, to, false)
                : Sentences.read(report, from, to);
    }

    private boolean timedPosition(int from, int to) {
        if (to - from < 8 + Positions.COMPRESSED) {
            return report.refuse("position too short");
        }
        Positions.putTimestamp(report, from + 1);
        return position(from, from + 8, to);
    }

    private boolean position(int from, int start, int to) {
        if (report.bytes[from] == '!' && startsWith(start, to, "!")) {
            return Weather.readUltimeter(report, start + 1, to, true);
        }
        report.messageType = "location";
        int rest = Positions.read(report, start, to);
        if (rest < 0) {
            return false;
        }
        Comments.readWithExtension(report, rest, to);
        return true;
    }

    private boolean startsWith(int from, int to, String prefix) {
        if (to - from < prefix.length()) {
            return false;
        }
        for (int i = 0; i < prefix.length(); i++) {
            if (report.bytes[from + i] != prefix.charAt(i)) {
                return false;
            }
        }
        return true;
    }

    private static boolean isBlank(byte[] bytes, int from, int to) {
        for (int i = from; i < to; i++) {
            if (bytes[i] != ' ' && bytes[i] != '\t') {
                return false;
            }
        }
        return true;
    }

    /// @return whether the bytes are a number of exactly so many digits
    static boolean areDigits(byte[] bytes, int from, int count) {
        for (int i = from; i < from + count; i++) {
            if (!Ascii.isDigit(bytes[i])) {
                return false;
            }
        }
        return true;
    }
}
