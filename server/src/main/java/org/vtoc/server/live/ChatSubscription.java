package org.vtoc.server.live;

import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.UUID;
import org.vtoc.server.platform.db.DatabaseOutage;
import org.vtoc.server.platform.http.SocketFrame;
import org.vtoc.server.platform.security.Caller;

/// What is said in a channel: the newest of its main thread, then each change of any message once. Versions are the
/// database's own, so that who comes back with a cursor misses nothing, whichever start of the center gave it.
final class ChatSubscription implements Subscription {
    private static final int NEWEST = 50;

    private final ChatDesk desk;
    private final ChatDesk.Watched watched;
    private Caller.User user;
    private OptionalLong sent;
    private long typed;

    /// @param topic with the channel's id or short name
    /// @throws org.vtoc.server.platform.error.ProblemException there is no such channel, or not for this user
    ChatSubscription(ChatDesk desk, String topic, Caller.User user, Optional<String> cursor) {
        UUID channel = desk.chat().channel(user, topic.substring(Topics.CHAT.length()));
        this.desk = desk;
        this.watched = new ChatDesk.Watched(channel, topic);
        this.user = user;
        // One from another channel, or from a database that is no longer there, is ahead of this one.
        OptionalLong asked = ChatFrames.version(cursor);
        this.sent =
                asked.isPresent() && asked.getAsLong() > desk.chat().version(channel) ? OptionalLong.empty() : asked;
        this.typed = desk.typed(watched);
    }

    UUID channel() {
        return watched.channel();
    }

    @Override
    public void recheck(Caller.User by, Admission admission) {
        desk.chat().requireReadable(by, watched.channel());
        user = by;
    }

    @Override
    public void advance(Outbox outbox, Pulse pulse) {
        try {
            catchUp(outbox);
        } catch (RuntimeException failure) {
            if (!DatabaseOutage.is(failure)) {
                throw failure;
            }
            // Nothing is lost: the next look asks again.
        }
        typed = desk.sendTyping(watched, typed, user, outbox);
    }

    private void catchUp(Outbox outbox) {
        long newest = desk.version(watched);
        while (sent.isEmpty() || sent.getAsLong() < newest) {
            Optional<ChatDesk.News> news =
                    sent.isPresent() ? desk.news(watched, sent.getAsLong(), newest) : Optional.empty();
            if (news.isPresent()) {
                List<SocketFrame> frames = news.get().frames();
                frames.forEach(outbox::send);
                sent = OptionalLong.of(news.get().upTo());
            } else {
                // What is said after this look has a later version, and is sent again.
                long now = desk.chat().version(watched.channel());
                outbox.send(
                        ChatFrames.snapshot(watched.topic(), desk.chat().newest(user, watched.channel(), NEWEST), now));
                sent = OptionalLong.of(now);
            }
        }
    }
}
