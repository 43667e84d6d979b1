package org.vtoc.server.live;

import java.util.List;
import java.util.UUID;
import java.util.stream.Collectors;
import org.vtoc.server.chat.Chat;
import org.vtoc.server.platform.error.ProblemException;
import org.vtoc.server.platform.security.Caller;
import org.vtoc.server.telemetry.Picture;

/// What there is to watch, by its name.
record Topics(Live.Shown shown, ChatDesk desk) {
    /// What the names of channels' topics begin with; the id or the short name follows.
    static final String CHAT = "chat:";

    /// @throws ProblemException there is no such topic, or not for this user
    Subscription subscribe(String topic, ClientFrame.Subscribe frame, Caller.User user, List<String> stations) {
        if (topic.startsWith(CHAT)) {
            return new ChatSubscription(desk, topic, user, frame.cursor());
        }
        Picture picture = shown.picture();
        Chat chat = shown.chat();
        var resume = Cursor.version(picture, frame.cursor());
        return switch (topic) {
            case "tracks" -> new TrackSubscription(picture, frame, stations, resume);
            case "events" -> new NewsSubscription(new EventNews(picture), frame.station(), stations, resume);
            case "geofences" ->
                new NewsSubscription(new CrossingNews(shown.geofences(), picture), frame.station(), stations, resume);
            case "channels" ->
                new StateSubscription(
                        topic,
                        user,
                        by -> chat.channels(by).stream().collect(Collectors.toMap(each -> each.id(), each -> each)),
                        desk::stirred);
            case "presence" ->
                new StateSubscription(
                        topic,
                        user,
                        by -> chat.people(by).stream().collect(Collectors.toMap(each -> each.id(), each -> each)),
                        desk::stirred);
            default -> throw ProblemException.invalid("topics", "there is no topic " + topic);
        };
    }

    /// Shows those who watch the channel that the user writes.
    void typing(UUID channel, String thread, Caller.User user) {
        desk.typing(channel, thread, user);
    }
}
