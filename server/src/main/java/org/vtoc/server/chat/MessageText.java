package org.vtoc.server.chat;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.vtoc.server.platform.error.ProblemException;

/// What is written: checked, and read for whom it calls and what it points at.
final class MessageText {
    /// Characters of a message.
    static final int MOST = 16_000;

    private static final int MOST_LINKS = 50;
    /// Code is said as it is: nobody is called by it (CommonMark 0.31, 4.5 and 6.1).
    private static final Pattern CODE = Pattern.compile("(?s)```.*?(```|$)|``.+?``|`[^`\n]+`");

    private static final Pattern MENTION = Pattern.compile("(?<![\\p{Alnum}@._-])@(\\p{Alnum}[\\p{Alnum}._-]{0,63})");
    private static final Pattern TRACK =
            Pattern.compile("(?<![\\p{Alnum}!])!([a-z]{2,16}:[\\p{Alnum}][\\p{Graph}&&[^\\s*<>()\\[\\]`|,;]]{0,99})");
    private static final Pattern THING =
            Pattern.compile("(?<![\\p{Alnum}#])#(mission|alert|run|server):([\\p{Alnum}][\\p{Alnum}_-]{0,63})");

    private MessageText() {}

    /// @throws ProblemException there is nothing to see in it, or too much
    static String checked(String field, String text) {
        String kept = text.strip();
        if (kept.length() > MOST) {
            throw ProblemException.invalid(field, "must not be longer than %d characters".formatted(MOST));
        }
        if (!isVisible(kept)) {
            throw ProblemException.invalid(field, "must not be empty");
        }
        if (kept.indexOf('\0') >= 0) {
            throw ProblemException.invalid(field, "must not contain the character 0");
        }
        return kept;
    }

    /// Whether anything of the text shows: spaces, controls and zero-width characters don't.
    static boolean isVisible(String text) {
        return text.codePoints().anyMatch(MessageText::isVisible);
    }

    private static boolean isVisible(int point) {
        return switch (Character.getType(point)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.SURROGATE,
                    Character.UNASSIGNED,
                    Character.SPACE_SEPARATOR,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR -> false;
            // Hangul fillers and the blank Braille pattern are letters and symbols by name alone.
            default -> point != 0x115f && point != 0x1160 && point != 0x3164 && point != 0xffa0 && point != 0x2800;
        };
    }

    /// A name of one line that looks like what it is: nothing in it is invisible but single spaces.
    static String name(String field, String text, int most) {
        String name = text.strip();
        if (name.isEmpty() || name.length() > most) {
            throw ProblemException.invalid(field, "must have 1 to %d characters".formatted(most));
        }
        if (!name.codePoints().allMatch(point -> point == ' ' || isVisible(point)) || name.contains("  ")) {
            throw ProblemException.invalid(field, "must not contain control or invisible characters");
        }
        return name;
    }

    /// The users called by `@name`, in the order of the text.
    ///
    /// @param known who can be called, by user name in lower case
    static List<Message.Mention> mentions(String text, Map<String, Message.Mention> known) {
        Set<Message.Mention> found = new LinkedHashSet<>();
        Matcher match = MENTION.matcher(withoutCode(text));
        while (match.find() && found.size() < MOST_LINKS) {
            user(match.group(1).toLowerCase(Locale.ROOT), known).ifPresent(found::add);
        }
        return List.copyOf(found);
    }

    /// A full stop behind a name may belong to the sentence.
    private static Optional<Message.Mention> user(String name, Map<String, Message.Mention> known) {
        String rest = name;
        while (!rest.isEmpty()) {
            Message.Mention user = known.get(rest);
            if (user != null) {
                return Optional.of(user);
            }
            if (Character.isLetterOrDigit(rest.charAt(rest.length() - 1))) {
                return Optional.empty();
            }
            rest = rest.substring(0, rest.length() - 1);
        }
        return Optional.empty();
    }

    static boolean mayMention(String text) {
        return text.indexOf('@') >= 0;
    }

    /// The things pointed at, in the order of their kinds and of the text.
    static List<Message.Reference> references(String text) {
        if (text.indexOf('!') < 0 && text.indexOf('#') < 0) {
            return List.of();
        }
        String said = withoutCode(text);
        Set<Message.Reference> found = new LinkedHashSet<>();
        Matcher track = TRACK.matcher(said);
        while (track.find() && found.size() < MOST_LINKS) {
            found.add(new Message.Reference("track", track.group(1).replaceFirst("[.:!?'\"]+$", "")));
        }
        Matcher thing = THING.matcher(said);
        while (thing.find() && found.size() < MOST_LINKS) {
            found.add(new Message.Reference(thing.group(1), thing.group(2)));
        }
        return List.copyOf(found);
    }

    private static String withoutCode(String text) {
        return text.indexOf('`') < 0 ? text : CODE.matcher(text).replaceAll(" ");
    }
}
