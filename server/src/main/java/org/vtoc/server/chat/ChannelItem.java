package org.vtoc.server.chat;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/// A channel as one caller sees it.
///
/// @param name of a direct one: the other user's
/// @param mainThreadId the thread of what is said in the channel itself
/// @param members of a private or direct one
/// @param messages how many were written; the newest one's number
/// @param version counts the changes of its messages
/// @param read number of the last message that the caller has read; keys read nothing
/// @param unread messages after that one
/// @param mentions how many of them mention the caller
/// @param writable whether the caller may write
public record ChannelItem(
        UUID id,
        Channel.Kind kind,
        Optional<String> station,
        String slug,
        String name,
        String topic,
        boolean archived,
        UUID mainThreadId,
        List<Message.Mention> members,
        long messages,
        long version,
        long read,
        long unread,
        int mentions,
        Optional<Instant> lastMessageAt,
        boolean writable,
        Instant createdAt) {
    public ChannelItem {
        members = List.copyOf(members);
    }

    /// What a new one takes.
    ///
    /// @param kind `open` (as it is without one), `private` or `direct`
    /// @param members user names; of a direct one the other user's alone
    record NewChannel(
            Optional<String> kind,
            Optional<String> name,
            Optional<String> topic,
            Optional<String> station,
            Optional<List<String>> members) {}

    /// What to change of one; what is absent stays.
    record ChannelChange(Optional<String> name, Optional<String> topic, Optional<Boolean> archived) {}

    /// @param username of the user to add
    record NewMember(Optional<String> username) {}

    /// @param number of the message up to which the caller has read
    record ReadMark(Optional<Long> number) {}

    /// For the API document.
    record ChannelPage(List<ChannelItem> items, Optional<String> next) {}
}
