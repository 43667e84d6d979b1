package org.vtoc.decode;

import java.nio.charset.StandardCharsets;

/// Walks over JSON bytes value by value. What does not follow the grammar sets [#isBroken] and stops the walk; it
/// never throws and never goes back.
public final class JsonCursor {
    private static final int NO_BYTE = -1;
    private static final int MAX_NUMBER = 40;

    private byte[] bytes = new byte[0];
    private int at;
    private int end;
    private boolean broken;

    public void reset(byte[] bytes, int from, int to) {
        this.bytes = bytes;
        at = from;
        end = to;
        broken = false;
    }

    public boolean isBroken() {
        return broken;
    }

    public int position() {
        return at;
    }

    public void broke() {
        broken = true;
        at = end;
    }

    /// @return the next byte that is not white space, without passing it, or -1 at the end
    public int peek() {
        while (at < end) {
            byte b = bytes[at];
            if (b != ' ' && b != '\n' && b != '\r' && b != '\t') {
                return b;
            }
            at++;
        }
        return NO_BYTE;
    }

    public boolean take(char expected) {
        if (peek() != expected) {
            return false;
        }
        at++;
        return true;
    }

    public void demand(char expected) {
        if (!take(expected)) {
            broke();
        }
    }

    /// After a member or an element: passes a comma and says whether another one follows before `close`.
    public boolean another(char close) {
        if (take(',')) {
            return true;
        }
        demand(close);
        return false;
    }

    /// A key and its colon.
    public String key() {
        String key = text();
        demand(':');
        return key;
    }

    public String text() {
        if (!take('"')) {
            broke();
            return "";
        }
        int start = at;
        for (int i = at; i < end; i++) {
            if (bytes[i] == '"') {
                at = i + 1;
                return new String(bytes, start, i - start, StandardCharsets.UTF_8);
            }
            if (bytes[i] == '\\') {
                return escapedText(start);
            }
        }
        broke();
        return "";
    }

    private String escapedText(int start) {
        var text = new StringBuilder();
        int run = start;
        for (int i = start; i < end && !broken; i++) {
            if (bytes[i] == '"') {
                text.append(Ascii.text(bytes, run, i));
                at = i + 1;
                return text.toString();
            }
            if (bytes[i] == '\\') {
                text.append(Ascii.text(bytes, run, i));
                i += escape(i + 1, text);
                run = i + 1;
            }
        }
        broke();
        return "";
    }

    /// @return how many bytes follow the backslash
    private int escape(int from, StringBuilder text) {
        if (from >= end) {
            return 1;
        }
        switch (bytes[from]) {
            case '"', '\\', '/' -> text.append((char) bytes[from]);
            case 'b' -> text.append('\b');
            case 'f' -> text.append('\f');
            case 'n' -> text.append('\n');
            case 'r' -> text.append('\r');
            case 't' -> text.append('\t');
            case 'u' -> {
                int code = 0;
                for (int i = from + 1; i <= from + 4; i++) {
                    code = code << 4 | (i < end ? Ascii.hex(bytes[i]) : NO_BYTE);
                }
                if (code < 0) {
                    broke();
                }
                text.append((char) code);
                return 5;
            }
            default -> broke();
        }
        return 1;
    }

    public boolean atNumber() {
        int b = peek();
        return b == '-' || (b >= '0' && b <= '9');
    }

    /// A number, or `NaN` where there is none.
    public double number() {
        int start = at;
        while (at < end && isNumberByte(bytes[at])) {
            at++;
        }
        double simple = Ascii.decimal(bytes, start, at);
        if (!Double.isNaN(simple)) {
            return simple;
        }
        if (at - start <= MAX_NUMBER) {
            try {
                return Double.parseDouble(Ascii.text(bytes, start, at));
            } catch (NumberFormatException _) {
                broke();
            }
        }
        broke();
        return Double.NaN;
    }

    private static boolean isNumberByte(byte b) {
        return Ascii.isDigit(b) || b == '-' || b == '+' || b == '.' || b == 'e' || b == 'E';
    }

    /// Passes one value of any kind: `word` is what it is if it is neither text, number, array nor object.
    public boolean takeWord(String word) {
        if (peek() != word.charAt(0) || end - at < word.length()) {
            return false;
        }
        for (int i = 0; i < word.length(); i++) {
            if (bytes[at + i] != word.charAt(i)) {
                return false;
            }
        }
        at += word.length();
        return true;
    }

    /// Passes one value of any kind, looking only at quotes and brackets. A value that is cut off breaks the walk.
    public void skip() {
        int first = peek();
        if (first == '{' || first == '[') {
            skipNested();
        } else if (first == '"') {
            at++;
            skipText();
        } else {
            int start = at;
            while (at < end && ",]} \n\r\t".indexOf(bytes[at]) < 0) {
                at++;
            }
            if (at == start) {
                broke();
            }
        }
    }

    private void skipNested() {
        int depth = 0;
        while (at < end) {
            byte b = bytes[at++];
            if (b == '"') {
                skipText();
            } else if (b == '{' || b == '[') {
                depth++;
            } else if ((b == '}' || b == ']') && --depth == 0) {
                return;
            }
        }
        broke();
    }

    private void skipText() {
        while (at < end) {
            byte b = bytes[at++];
            if (b == '\\') {
                at++;
            } else if (b == '"') {
                return;
            }
        }
        broke();
    }
}
