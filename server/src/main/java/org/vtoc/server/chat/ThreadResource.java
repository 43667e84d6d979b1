package org.vtoc.server.chat;

import java.io.IOException;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.vtoc.server.platform.error.ProblemException;
import org.vtoc.server.platform.http.Answer;
import org.vtoc.server.platform.http.Exchange;
import org.vtoc.server.platform.http.Page;
import org.vtoc.server.platform.http.Route;

/// The HTTP door of threads.
final class ThreadResource {
    private static final String OF_CHANNEL = "/channels/{id}/threads";

    private final Messages messages;
    private final Channels channels;

    ThreadResource(Messages messages, Channels channels) {
        this.messages = messages;
        this.channels = channels;
    }

    List<Route> routes() {
        return List.of(
                Route.get(OF_CHANNEL, Channel.READ, this::list)
                        .summary("The threads of a channel beside its main one, the last active first")
                        .inPages()
                        .answers(200, ChatThread.ThreadPage.class),
                Route.post(OF_CHANNEL, Channel.WRITE, this::create)
                        .summary("Open a thread: a new one with a title, or the one of a subject or below a message"
                                + " (200 where it is there)")
                        .takes(ChatThread.NewThread.class)
                        .answers(201, ChatThread.class),
                Route.get("/threads/{id}", Channel.READ, this::show)
                        .summary("One thread")
                        .answers(200, ChatThread.class));
    }

    private Answer list(Exchange exchange) {
        int limit = exchange.limit();
        Optional<ThreadStore.Place> before = exchange.query("cursor").map(ThreadResource::cursor);
        Channel channel = channels.readable(exchange.caller(), exchange.path("id"));
        List<ChatThread> found = messages.threads(channel, before, limit + 1);
        boolean more = found.size() > limit;
        List<ChatThread> page = more ? found.subList(0, limit) : found;
        return Answer.ok(new Page<>(
                page,
                more
                        ? Optional.of(
                                page.getLast().activeAt() + "_" + page.getLast().id())
                        : Optional.empty()));
    }

    private static ThreadStore.Place cursor(String text) {
        try {
            String[] parts = text.split("_", 2);
            return new ThreadStore.Place(Instant.parse(parts[0]), UUID.fromString(parts[parts.length - 1]));
        } catch (DateTimeException | IllegalArgumentException _) {
            throw ProblemException.invalid("cursor", "is not a cursor of this list; take it from `next`");
        }
    }

    private Answer create(Exchange exchange) throws IOException {
        var wanted = exchange.body(ChatThread.NewThread.class);
        Channel channel = channels.readable(exchange.caller(), exchange.path("id"));
        Messages.Opened opened = messages.openThread(exchange.caller(), channel.id(), wanted);
        return opened.made()
                ? Answer.created(Route.API + "/threads/" + opened.thread().id(), opened.thread())
                : Answer.ok(opened.thread());
    }

    private Answer show(Exchange exchange) {
        return Answer.ok(messages.thread(exchange.caller(), exchange.pathId("id")));
    }
}
