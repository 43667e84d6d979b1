package org.vtoc.decode.aprs;

import org.vtoc.decode.Ascii;

/// Packets of text: messages with acknowledgements (chapter 14), status reports (chapter 16) and what is only text.
final class Messages {
    private static final int ADDRESSEE = 9;
    private static final int MAX_ID = 5;
    private static final String[] TELEMETRY = {"PARM.", "UNIT.", "EQNS.", "BITS."};

    private Messages() {}

    /// `:ADDRESSEE:text{id}`; the id of a reply may carry the acknowledgement of another message behind the brace.
    static boolean readMessage(Report report, int from, int to) {
        byte[] bytes = report.bytes;
        int text = from + ADDRESSEE + 2;
        boolean good = to > text && bytes[text - 1] == ':' && isAddressee(bytes, from + 1) && isText(bytes, text, to);
        if (!good) {
            return report.refuse("bad message");
        }
        report.messageType = "message";
        report.fields.put("addressee", Ascii.trimmed(bytes, from + 1, text - 1));
        int end = to;
        while (end > text && bytes[end - 1] == ' ') {
            end--;
        }
        if (isReply(bytes, text, end, "ack")) {
            report.fields.put("message_ack", Ascii.text(bytes, text + 3, end));
        } else if (isReply(bytes, text, end, "rej")) {
            report.fields.put("message_reject", Ascii.text(bytes, text + 3, end));
        } else {
            content(report, text, to, end);
        }
        return true;
    }

    private static boolean isAddressee(byte[] bytes, int from) {
        for (int i = from; i < from + ADDRESSEE; i++) {
            byte b = bytes[i];
            if (!isIdByte(b) && b != ' ' && b != '-' && b != '_') {
                return false;
            }
        }
        return true;
    }

    private static boolean isText(byte[] bytes, int from, int to) {
        for (int i = from; i < to; i++) {
            if ((bytes[i] & 0xff) < ' ' || bytes[i] == 0x7f || bytes[i] == (byte) 0xff) {
                return false;
            }
        }
        return true;
    }

    private static boolean isIdByte(byte b) {
        return Ascii.isUpper(b) || Ascii.isLower(b) || Ascii.isDigit(b);
    }

    private static boolean isReply(byte[] bytes, int from, int to, String word) {
        int length = to - from - word.length();
        if (length < 1 || length > MAX_ID) {
            return false;
        }
        for (int i = 0; i < word.length(); i++) {
            if (bytes[from + i] != word.charAt(i)) {
                return false;
            }
        }
        for (int i = from + word.length(); i < to; i++) {
            if (!isIdByte(bytes[i]) && bytes[i] != '}') {
                return false;
            }
        }
        return true;
    }

    private static void content(Report report, int from, int to, int trimmedEnd) {
        byte[] bytes = report.bytes;
        for (String word : TELEMETRY) {
            if (to - from > word.length()
                    && Ascii.text(bytes, from, from + word.length()).equals(word)) {
                report.messageType = "telemetry-message";
            }
        }
        int brace = from;
        while (brace < trimmedEnd && bytes[brace] != '{') {
            brace++;
        }
        int idEnd = brace < trimmedEnd ? idEnd(bytes, brace + 1, trimmedEnd) : trimmedEnd;
        boolean closes = idEnd < trimmedEnd && bytes[idEnd] == '}';
        boolean hasReply = closes && idEnd + 1 < trimmedEnd;
        int end = hasReply ? idEnd(bytes, idEnd + 1, trimmedEnd) : closes ? idEnd + 1 : idEnd;
        if (brace >= trimmedEnd || idEnd == brace + 1 || end < trimmedEnd) {
            report.fields.put("message", Scratch.text(bytes, from, to));
            return;
        }
        report.fields.putText("message", Scratch.text(bytes, from, brace));
        report.fields.put("message_id", Ascii.text(bytes, brace + 1, idEnd));
        if (hasReply) {
            report.fields.put("message_ack", Ascii.text(bytes, idEnd + 1, trimmedEnd));
        }
    }

    private static int idEnd(byte[] bytes, int from, int to) {
        int end = from;
        while (end < to && end - from < MAX_ID && isIdByte(bytes[end])) {
            end++;
        }
        return end;
    }

    static boolean readStatus(Report report, int from, int to) {
        report.messageType = "status";
        boolean stamped = to - from >= 7 && report.bytes[from + 6] == 'z' && Positions.putTimestamp(report, from);
        report.scratch.set(report.bytes, stamped ? from + 7 : from, to);
        report.fields.putText("status", report.scratch.text());
        return true;
    }

    /// A packet that is a text of its own kind.
    static boolean readText(Report report, String type, int from, int to) {
        if (from >= to) {
            return report.refuse("empty packet");
        }
        report.messageType = type;
        report.scratch.set(report.bytes, from, to);
        report.fields.putText("text", report.scratch.text());
        return true;
    }
}
