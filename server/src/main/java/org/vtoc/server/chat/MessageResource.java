package org.vtoc.server.chat;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import org.vtoc.server.audit.Actor;
import org.vtoc.server.platform.error.ProblemException;
import org.vtoc.server.platform.error.RequestError;
import org.vtoc.server.platform.http.Answer;
import org.vtoc.server.platform.http.Exchange;
import org.vtoc.server.platform.http.Page;
import org.vtoc.server.platform.http.Route;

/// The HTTP door of messages.
final class MessageResource {
    private static final String OF_THREAD = "/threads/{id}/messages";
    private static final String ONE = "/messages/{id}";
    private static final String REACTION = ONE + "/reactions/{emoji}";
    private static final Pattern TAG = Pattern.compile("\"([^\"]*)\"");
    private static final Pattern CURSOR = Pattern.compile("([ab])(\\d{1,18})");

    private static final int MOST_WORDS = 200;
    private static final int MOST_FOUND = 10_000;

    private final Messages messages;
    private final Channels channels;

    MessageResource(Messages messages, Channels channels) {
        this.messages = messages;
        this.channels = channels;
    }

    List<Route> routes() {
        return List.of(
                Route.get(OF_THREAD, Channel.READ, this::list)
                        .summary("The messages of a thread: the newest, newest first, or those next to one of them")
                        .query("limit", "items of a page, 1 to 1000, default 50")
                        .query("before", "a message's id: those before it, newest first")
                        .query("after", "a message's id: those after it, oldest first")
                        .query("around", "a message's id: it and those about it, newest first")
                        .query("cursor", "the `next` of the page before; it goes on in the same direction")
                        .answers(200, Message.MessagePage.class),
                Route.post(OF_THREAD, Channel.WRITE, this::post)
                        .summary("Write a message; it is stored before it is answered or shown")
                        .takes(Message.NewMessage.class)
                        .answers(201, Message.class),
                Route.get("/messages", Channel.READ, this::search)
                        .summary("Find messages by their words, the best first, in what the caller may read")
                        .query("q", "words, the last one perhaps unfinished; \"a phrase\", or, -without")
                        .query("channel", "only in this channel, by id or short name")
                        .query("station", "only in this station's channels")
                        .query("limit", "items of a page, 1 to 1000, default 50")
                        .query("cursor", "the `next` of the page before")
                        .answers(200, Found.FoundPage.class),
                Route.get(ONE, Channel.READ, this::show)
                        .summary("One message; its revision is in the `ETag`")
                        .answers(200, Message.class),
                Route.patch(ONE, Channel.WRITE, this::edit)
                        .summary("Change one's own message, with `If-Match` only if it was not changed meanwhile")
                        .takes(Message.MessageChange.class)
                        .answers(200, Message.class),
                Route.delete(ONE, Channel.WRITE, this::delete)
                        .summary("Delete one's own message; that there was one stays to be seen"),
                Route.get(ONE + "/revisions", Channel.READ, this::revisions)
                        .summary("What a message said before its edits, oldest first")
                        .inPages()
                        .answers(200, Message.RevisionPage.class),
                Route.put(REACTION, Channel.WRITE, this::react)
                        .summary("React to a message with an emoji")
                        .answers(200, Message.class),
                Route.delete(REACTION, Channel.WRITE, this::unreact)
                        .summary("Take a reaction back")
                        .answers(200, Message.class));
    }

    private Answer list(Exchange exchange) {
        int limit = exchange.limit();
        ChatThread thread = messages.thread(exchange.caller(), exchange.pathId("id"));
        long places = List.of("before", "after", "around", "cursor").stream()
                .filter(name -> exchange.query(name).isPresent())
                .count();
        if (places > 1) {
            throw ProblemException.invalid("cursor", "only one of before, after, around and cursor may be given");
        }
        Optional<Long> around = place(exchange, thread, "around");
        if (around.isPresent()) {
            return around(thread, around.get(), limit);
        }
        MessageStore.Place place = exchange.query("cursor")
                .map(MessageResource::cursor)
                .or(() -> place(exchange, thread, "before").map(MessageStore.Place.Before::new))
                .or(() -> place(exchange, thread, "after").map(MessageStore.Place.After::new))
                .orElseGet(MessageStore.Place.Newest::new);
        List<Message> found = messages.page(thread.id(), place, limit + 1);
        boolean more = found.size() > limit;
        List<Message> page = more ? found.subList(0, limit) : found;
        String direction = place instanceof MessageStore.Place.After ? "a" : "b";
        return Answer.ok(
                new Page<>(page, more ? Optional.of(direction + page.getLast().number()) : Optional.empty()));
    }

    private Answer around(ChatThread thread, long number, int limit) {
        int half = limit / 2;
        List<Message> after = messages.page(thread.id(), new MessageStore.Place.After(number), half);
        List<Message> before =
                messages.page(thread.id(), new MessageStore.Place.Before(number + 1), limit - after.size() + 1);
        boolean more = before.size() > limit - after.size();
        var page = new ArrayList<>(after.reversed());
        page.addAll(more ? before.subList(0, limit - after.size()) : before);
        return Answer.ok(
                new Page<>(page, more ? Optional.of("b" + page.getLast().number()) : Optional.empty()));
    }

    private Optional<Long> place(Exchange exchange, ChatThread thread, String parameter) {
        return exchange.query(parameter).map(text -> {
            try {
                Optional<Message> message = messages.find(thread, UUID.fromString(text));
                if (message.isPresent()) {
                    return message.get().number();
                }
            } catch (IllegalArgumentException _) {
                // Said below: it is no message of this thread.
            }
            throw ProblemException.invalid(parameter, "must be the id of a message of this thread");
        });
    }

    private static MessageStore.Place cursor(String text) {
        var match = CURSOR.matcher(text);
        if (!match.matches()) {
            throw ProblemException.invalid("cursor", "is not a cursor of this list; take it from `next`");
        }
        long number = Long.parseLong(match.group(2));
        return match.group(1).equals("a")
                ? new MessageStore.Place.After(number)
                : new MessageStore.Place.Before(number);
    }

    private Answer search(Exchange exchange) {
        int limit = exchange.limit();
        int offset = exchange.queryNumber("cursor", 0, MOST_FOUND)
                .map(Long::intValue)
                .orElse(0);
        String text = exchange.query("q")
                .filter(words -> words.length() <= MOST_WORDS && words.indexOf('\0') < 0)
                .orElseThrow(() -> ProblemException.invalid("q", "must have 1 to %d characters".formatted(MOST_WORDS)));
        Optional<String> station = exchange.station();
        List<Channel> among = exchange
                .query("channel")
                .map(name -> List.of(channels.readable(exchange.caller(), name)))
                .orElseGet(() -> channels.readable(exchange.caller()))
                .stream()
                .filter(channel -> station.isEmpty() || channel.station().equals(station))
                .toList();
        List<Found> found = messages.search(among, text, offset, limit + 1);
        boolean more = found.size() > limit;
        return Answer.ok(new Page<>(
                more ? found.subList(0, limit) : found,
                more ? Optional.of(Integer.toString(offset + limit)) : Optional.empty()));
    }

    private Answer post(Exchange exchange) throws IOException {
        var wanted = exchange.body(Message.NewMessage.class);
        Message made = messages.post(exchange.caller(), exchange.pathId("id"), wanted);
        return Answer.created(Route.API + "/messages/" + made.id(), made).header("ETag", tag(made));
    }

    private static Answer answer(Message message) {
        return Answer.ok(message).header("ETag", tag(message));
    }

    private static String tag(Message message) {
        return "\"" + message.revision() + "\"";
    }

    private Answer show(Exchange exchange) {
        return answer(messages.message(exchange.caller(), exchange.pathId("id")));
    }

    private Answer edit(Exchange exchange) throws IOException {
        var wanted = exchange.body(Message.MessageChange.class);
        return answer(messages.edit(exchange.caller(), exchange.pathId("id"), wanted, precondition(exchange)));
    }

    /// Refuses a message whose revision is not one of those that `If-Match` names (RFC 9110, 13.1.1).
    private static Consumer<Message> precondition(Exchange exchange) {
        Optional<String> asked =
                exchange.header("If-Match").filter(text -> !text.strip().equals("*"));
        return message -> {
            if (asked.isPresent()
                    && TAG.matcher(asked.get()).results().noneMatch(tag -> tag.group()
                            .equals(tag(message)))) {
                throw ProblemException.of(
                        RequestError.PRECONDITION_FAILED,
                        "The message has revision %d by now.".formatted(message.revision()));
            }
        };
    }

    private Answer delete(Exchange exchange) {
        messages.delete(exchange.caller(), exchange.pathId("id"), precondition(exchange), Actor.of(exchange));
        return Answer.noContent();
    }

    private Answer revisions(Exchange exchange) {
        int limit = exchange.limit();
        int after = exchange.queryNumber("cursor", 0, Integer.MAX_VALUE)
                .map(Long::intValue)
                .orElse(0);
        Message message = messages.message(exchange.caller(), exchange.pathId("id"));
        List<Message.Revision> found = messages.revisions(message.id(), after, limit + 1);
        boolean more = found.size() > limit;
        List<Message.Revision> page = more ? found.subList(0, limit) : found;
        return Answer.ok(new Page<>(
                page, more ? Optional.of(Integer.toString(page.getLast().revision())) : Optional.empty()));
    }

    private Answer react(Exchange exchange) {
        return answer(messages.react(exchange.user(), exchange.pathId("id"), exchange.path("emoji")));
    }

    private Answer unreact(Exchange exchange) {
        return answer(messages.unreact(exchange.user(), exchange.pathId("id"), exchange.path("emoji")));
    }
}
