package org.vtoc.decode.aprs;

import org.vtoc.decode.Ascii;

/// `SOURCE>DESTINATION,PATH,PATH*:`. Call signs of the source and the path are the wider ones of APRS-IS; the
/// destination is a plain AX.25 address, because Mic-E puts half of the position there.
final class Header {
    private static final int MAX_CALL = 9;
    private static final int MAX_AX25 = 6;
    private static final int MAX_SSID = 15;
    private static final int IP_ADDRESS = 32;

    private int start;
    private int sourceEnd;
    private int destinationEnd;
    private int bodyStart;

    int body() {
        return bodyStart;
    }

    String source(byte[] bytes) {
        return Ascii.text(bytes, start, sourceEnd);
    }

    int destinationStart() {
        return sourceEnd + 1;
    }

    int destinationEnd() {
        return destinationEnd;
    }

    String destination(byte[] bytes) {
        return Ascii.text(bytes, sourceEnd + 1, destinationEnd);
    }

    String path(byte[] bytes) {
        return Ascii.text(bytes, destinationEnd + 1, bodyStart - 1);
    }

    boolean read(Report report, int from, int to) {
        byte[] bytes = report.bytes;
        start = from;
        int colon = from;
        while (colon < to && bytes[colon] != ':') {
            colon++;
        }
        if (colon == to) {
            return report.refuse("packet has no body");
        }
        bodyStart = colon + 1;
        sourceEnd = from;
        while (sourceEnd < colon && bytes[sourceEnd] != '>') {
            sourceEnd++;
        }
        if (sourceEnd == colon || !isCall(bytes, from, sourceEnd)) {
            return report.refuse("bad source call sign");
        }
        destinationEnd = nextComma(bytes, sourceEnd + 1, colon);
        if (!isAx25(bytes, sourceEnd + 1, destinationEnd)) {
            return report.refuse("bad destination address");
        }
        return isPath(bytes, destinationEnd + 1, colon) || report.refuse("bad call sign in the path");
    }

    private static boolean isPath(byte[] bytes, int from, int to) {
        boolean afterConstruct = false;
        for (int at = from; at < to; ) {
            int end = nextComma(bytes, at, to);
            int callEnd = end > at && bytes[end - 1] == '*' ? end - 1 : end;
            if (!isCall(bytes, at, callEnd) && !(afterConstruct && isIpAddress(bytes, at, end))) {
                return false;
            }
            afterConstruct |= callEnd - at == 3 && bytes[at] == 'q';
            at = end + 1;
        }
        return true;
    }

    private static int nextComma(byte[] bytes, int from, int to) {
        int i = from;
        while (i < to && bytes[i] != ',') {
            i++;
        }
        return i;
    }

    private static boolean isCall(byte[] bytes, int from, int to) {
        if (to <= from || to - from > MAX_CALL) {
            return false;
        }
        for (int i = from; i < to; i++) {
            byte b = bytes[i];
            if (!Ascii.isUpper(b) && !Ascii.isDigit(b) && !Ascii.isLower(b) && b != '-') {
                return false;
            }
        }
        return true;
    }

    private static boolean isAx25(byte[] bytes, int from, int to) {
        int end = from;
        while (end < to && (Ascii.isUpper(bytes[end]) || Ascii.isDigit(bytes[end]))) {
            end++;
        }
        if (end == from || end - from > MAX_AX25) {
            return false;
        }
        if (end == to) {
            return true;
        }
        int ssid = to - end <= 3 ? Ascii.unsigned(bytes, end + 1, to) : -1;
        return bytes[end] == '-' && ssid >= 0 && ssid <= MAX_SSID;
    }

    /// An IPv6 address in hexadecimal, as the server's trace construct writes it.
    private static boolean isIpAddress(byte[] bytes, int from, int to) {
        if (to - from != IP_ADDRESS) {
            return false;
        }
        for (int i = from; i < to; i++) {
            if (Ascii.hex(bytes[i]) < 0 || Ascii.isLower(bytes[i])) {
                return false;
            }
        }
        return true;
    }
}
