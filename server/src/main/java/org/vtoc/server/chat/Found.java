package org.vtoc.server.chat;

import java.util.List;
import java.util.Optional;

/// A message that was searched for.
///
/// @param snippet the part of its text where the words are
record Found(Message message, List<Piece> snippet) {
    Found {
        snippet = List.copyOf(snippet);
    }

    /// @param hit whether it is one of the words
    record Piece(String text, boolean hit) {}

    /// For the API document.
    record FoundPage(List<Found> items, Optional<String> next) {}
}
