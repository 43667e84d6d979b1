package org.vtoc.server.chat;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/// A conversation inside a channel.
///
/// @param rootMessageId the message of the channel's main thread that it hangs on
/// @param messages how many were written in it
/// @param activeAt when the last one was
record ChatThread(
        UUID id,
        UUID channelId,
        String title,
        Optional<Subject> subject,
        Optional<UUID> rootMessageId,
        long messages,
        Instant activeAt,
        String createdBy,
        Instant createdAt) {
    /// What a thread is about; a channel has one thread for each.
    ///
    /// @param type such as `mission`, `alert`, `run`
    record Subject(
            @JsonProperty(required = true) String type,
            @JsonProperty(required = true) String id) {}

    /// What a new one takes; everything is optional.
    ///
    /// @param messageId a message of the main thread, for replies to it
    record NewThread(Optional<String> title, Optional<Subject> subject, Optional<UUID> messageId) {}

    /// For the API document.
    record ThreadPage(List<ChatThread> items, Optional<String> next) {}
}
