package org.vtoc.decode.gps;

import java.util.Arrays;
import org.vtoc.decode.Ascii;
import org.vtoc.decode.Sink;

/// Cuts XML into tags and texts as the bytes come. It knows no document type and no entity but the five of XML and
/// numbers, so nothing is fetched and nothing grows; tags and texts have limits.
final class Markup {
    static final int MOST_TAG = 4096;
    static final int MOST_TEXT = 4096;

    /// Takes what is found. The bytes are only good during the call.
    interface Reader {
        /// What stands between `<` and `>`.
        void tag(byte[] bytes, int length, Sink sink);

        /// What stands between two tags, as it is written.
        void text(byte[] bytes, int length, Sink sink);

        void fault(String reason, Sink sink);
    }

    private enum State {
        TEXT,
        TAG,
        QUOTED,
        COMMENT,
        INSTRUCTION,
        CDATA,
        /// After a fault that can't be passed over.
        STOPPED
    }

    private final Reader reader;
    private State state = State.TEXT;
    private byte quote;
    private byte[] held = new byte[256];
    private int length;

    Markup(Reader reader) {
        this.reader = reader;
    }

    boolean isInside() {
        return state != State.TEXT && state != State.STOPPED;
    }

    void take(byte b, Sink sink) {
        switch (state) {
            case TEXT -> {
                if (b == '<') {
                    reader.text(held, length, sink);
                    length = 0;
                    state = State.TAG;
                } else if (length < MOST_TEXT) {
                    hold(b);
                }
            }
            case TAG -> inTag(b, sink);
            case QUOTED -> {
                hold(b);
                if (b == quote) {
                    state = State.TAG;
                }
                limit(sink);
            }
            case COMMENT -> skipTo(b, "-->");
            case INSTRUCTION -> skipTo(b, "?>");
            case CDATA -> cdata(b);
            case STOPPED -> {
                // Nothing is read any more.
            }
        }
    }

    private void inTag(byte b, Sink sink) {
        if (b == '>') {
            reader.tag(held, length, sink);
            length = 0;
            state = State.TEXT;
            return;
        }
        if (b == '<') {
            reader.fault("broken XML", sink);
            length = 0;
            return;
        }
        hold(b);
        if (b == '"' || b == '\'') {
            quote = b;
            state = State.QUOTED;
        } else if (length == 1 && b == '?') {
            length = 0;
            state = State.INSTRUCTION;
        } else if (is("!--")) {
            length = 0;
            state = State.COMMENT;
        } else if (is("![CDATA[")) {
            length = 0;
            state = State.CDATA;
        } else if (is("!DOCTYPE")) {
            reader.fault("a document type is not accepted", sink);
            state = State.STOPPED;
        }
        limit(sink);
    }

    private void limit(Sink sink) {
        if (length > MOST_TAG) {
            reader.fault("tag longer than " + MOST_TAG + " bytes", sink);
            length = 0;
            state = State.STOPPED;
        }
    }

    /// Keeps as many of the last bytes as the end has.
    private void skipTo(byte b, String end) {
        if (length == end.length()) {
            System.arraycopy(held, 1, held, 0, length - 1);
            length--;
        }
        hold(b);
        if (is(end)) {
            length = 0;
            state = State.TEXT;
        }
    }

    private void cdata(byte b) {
        hold(b);
        if (b == '>' && length >= 3 && held[length - 2] == ']' && held[length - 3] == ']') {
            length -= 3;
            state = State.TEXT;
        } else if (length > MOST_TEXT) {
            System.arraycopy(held, length - 3, held, MOST_TEXT - 3, 3);
            length = MOST_TEXT;
        }
    }

    private void hold(byte b) {
        if (length == held.length) {
            held = Arrays.copyOf(held, 2 * length);
        }
        held[length++] = b;
    }

    private boolean is(String text) {
        if (length != text.length()) {
            return false;
        }
        for (int i = 0; i < length; i++) {
            if (held[i] != text.charAt(i)) {
                return false;
            }
        }
        return true;
    }

    /// The text that is meant by what is written. An unknown entity stays as it is written.
    static String unescaped(byte[] bytes, int from, int to) {
        String text = Ascii.text(bytes, from, to).strip();
        return text.indexOf('&') < 0
                ? text
                : text.replace("&lt;", "<")
                        .replace("&gt;", ">")
                        .replace("&quot;", "\"")
                        .replace("&apos;", "'")
                        .replace("&amp;", "&");
    }
}
