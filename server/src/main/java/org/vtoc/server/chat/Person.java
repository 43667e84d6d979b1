package org.vtoc.server.chat;

import java.util.List;
import java.util.Optional;
import java.util.UUID;

/// A user as others see them: someone to talk to.
public record Person(UUID id, String username, Presence.State presence) {
    /// For the API document.
    record PersonPage(List<Person> items, Optional<String> next) {}
}
