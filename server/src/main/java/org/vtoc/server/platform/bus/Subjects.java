package org.vtoc.server.platform.bus;

import java.util.List;
import java.util.regex.Pattern;

/// What subjects and patterns look like, and which pattern a subject fits.
final class Subjects {
    private static final int MAX_LENGTH = 200;
    private static final Pattern SUBJECT = Pattern.compile("[A-Za-z0-9_-]+(\\.[A-Za-z0-9_-]+)*");
    private static final Pattern PATTERN = Pattern.compile("(([A-Za-z0-9_-]+|\\*)(\\.([A-Za-z0-9_-]+|\\*))*(\\.>)?)|>");

    private Subjects() {}

    static void check(String subject, byte[] message) {
        if (subject.length() > MAX_LENGTH || !SUBJECT.matcher(subject).matches()) {
            throw new IllegalArgumentException("'%s' is not a subject".formatted(subject));
        }
        if (message.length > Bus.MAX_MESSAGE) {
            throw new IllegalArgumentException(
                    "news of %d bytes, at most %d are carried".formatted(message.length, Bus.MAX_MESSAGE));
        }
    }

    static void checkPattern(String pattern) {
        if (pattern.length() > MAX_LENGTH || !PATTERN.matcher(pattern).matches()) {
            throw new IllegalArgumentException("'%s' is not a pattern of subjects".formatted(pattern));
        }
    }

    static boolean isExact(String pattern) {
        return SUBJECT.matcher(pattern).matches();
    }

    static List<String> words(String text) {
        return List.of(text.split("\\.", -1));
    }

    static boolean fits(List<String> pattern, List<String> subject) {
        for (int i = 0; i < pattern.size(); i++) {
            String word = pattern.get(i);
            if (word.equals(">")) {
                return subject.size() > i;
            }
            if (i >= subject.size() || !(word.equals("*") || word.equals(subject.get(i)))) {
                return false;
            }
        }
        return subject.size() == pattern.size();
    }
}
