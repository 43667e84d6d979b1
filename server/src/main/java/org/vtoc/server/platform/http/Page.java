package org.vtoc.server.platform.http;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import java.util.Optional;

/// A piece of a list.
///
/// @param next the cursor of the following piece; null at the end
public record Page<T>(
        List<T> items,
        @JsonInclude(JsonInclude.Include.ALWAYS) Optional<String> next) {
    public Page {
        items = List.copyOf(items);
    }

    public static <T> Page<T> all(List<T> items) {
        return new Page<>(items, Optional.empty());
    }
}
