package org.vtoc.server.chat;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jdbi.v3.core.Handle;

/// All SQL about finding messages by their words (PostgreSQL manual, 12). Callers own the transaction.
final class SearchStore {
    /// The newest so many that match are put in an order; what lies further back is found with better words.
    private static final int CANDIDATES = 5_000;

    private static final char BEGIN = '\u0002';
    private static final char END = '\u0003';
    private static final String MARKS = "StartSel=%c, StopSel=%c, ".formatted(BEGIN, END);
    private static final String PART = MARKS + "MinWords=15, MaxWords=35";
    private static final String WHOLE = MARKS + "HighlightAll=true";
    /// Characters of a text that is shown as a whole.
    private static final int SHORT = 240;
    private static final Pattern WORD = Pattern.compile("[\\p{L}\\p{N}]+");

    /// A message that was found.
    record Hit(UUID id, List<Found.Piece> snippet) {}

    /// The best first, of equal ones the newest.
    ///
    /// @param channels where to look
    /// @param text words, the last one perhaps unfinished; `"a phrase"`, `or` and `-without` as in a web search
    List<Hit> search(Handle handle, List<UUID> channels, String text, int offset, int limit) {
        return handle.createQuery("""
                        WITH wanted AS (
                            SELECT websearch_to_tsquery('simple', :text) || to_tsquery('simple', :prefixes) AS query),
                        newest AS (
                            SELECT m.id, m.text, m.words, m.created_at FROM chat_message m, wanted
                             WHERE m.channel = ANY (:channels) AND m.words @@ wanted.query
                             ORDER BY m.created_at DESC LIMIT :candidates),
                        best AS (
                            SELECT id, text, ts_rank(words, query) AS rank, created_at FROM newest, wanted
                             ORDER BY rank DESC, created_at DESC, id LIMIT :limit OFFSET :offset)
                        SELECT id, ts_headline('simple', text, query,
                                       CASE WHEN length(text) <= :short THEN :whole ELSE :part END) AS snippet
                          FROM best, wanted
                         ORDER BY rank DESC, created_at DESC, id
                        """)
                .bind("text", text)
                .bind("prefixes", prefixes(text).orElse(""))
                .bindArray("channels", UUID.class, channels)
                .bind("candidates", CANDIDATES)
                .bind("limit", limit)
                .bind("offset", offset)
                .bind("short", SHORT)
                .bind("whole", WHOLE)
                .bind("part", PART)
                .map((row, _) -> new Hit(row.getObject("id", UUID.class), pieces(row.getString("snippet"))))
                .list();
    }

    /// All words, the last one as the beginning of a word; empty where the text says more than words.
    private static Optional<String> prefixes(String text) {
        if (text.indexOf('"') >= 0 || text.indexOf('-') >= 0) {
            return Optional.empty();
        }
        var words = new ArrayList<String>();
        Matcher match = WORD.matcher(text);
        while (match.find()) {
            words.add(match.group());
        }
        return words.isEmpty() ? Optional.empty() : Optional.of(String.join(" & ", words) + ":*");
    }

    private static List<Found.Piece> pieces(String headline) {
        var pieces = new ArrayList<Found.Piece>();
        int at = 0;
        while (at < headline.length()) {
            boolean hit = headline.charAt(at) == BEGIN;
            int end = headline.indexOf(hit ? END : BEGIN, at);
            int to = end < 0 ? headline.length() : end;
            String text = headline.substring(hit ? at + 1 : at, to);
            if (!text.isEmpty()) {
                pieces.add(new Found.Piece(text, hit));
            }
            at = hit ? to + 1 : to;
        }
        return pieces;
    }
}
