package org.vtoc.server.chat;

import org.vtoc.server.platform.error.ProblemException;

/// What a reaction may be: emoji alone, as Unicode Technical Standard 51 puts them together.
final class Emoji {
    private static final int MOST = 32;
    private static final int JOINER = 0x200d;
    private static final int TEXT_STYLE = 0xfe0e;
    private static final int EMOJI_STYLE = 0xfe0f;
    private static final int KEYCAP = 0x20e3;
    private static final int LAST_ASCII = 0x7f;

    private Emoji() {}

    /// @throws ProblemException it is something else
    static String checked(String text) {
        boolean parts = text.codePoints().allMatch(Emoji::isPart);
        boolean shows = text.codePoints().anyMatch(Emoji::shows);
        if (text.length() > MOST || !parts || !shows) {
            throw ProblemException.invalid("emoji", "must be an emoji");
        }
        return text;
    }

    private static boolean shows(int point) {
        return point == KEYCAP || (point > LAST_ASCII && Character.isEmoji(point));
    }

    private static boolean isPart(int point) {
        return Character.isEmoji(point)
                || Character.isEmojiComponent(point)
                || point == JOINER
                || point == TEXT_STYLE
                || point == EMOJI_STYLE;
    }
}
