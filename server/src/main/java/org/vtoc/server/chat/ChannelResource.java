package org.vtoc.server.chat;

import java.io.IOException;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.vtoc.server.audit.Actor;
import org.vtoc.server.identity.User;
import org.vtoc.server.platform.error.ProblemException;
import org.vtoc.server.platform.error.RequestError;
import org.vtoc.server.platform.http.Answer;
import org.vtoc.server.platform.http.Exchange;
import org.vtoc.server.platform.http.Route;
import org.vtoc.server.platform.security.Caller;

/// The HTTP door of channels.
final class ChannelResource {
    private static final String ALL = "/channels";
    private static final String ONE = ALL + "/{id}";
    private static final int MOST_NAME = 60;
    private static final int MOST_TOPIC = 500;

    private final Chat chat;
    private final Channels channels;

    ChannelResource(Chat chat, Channels channels) {
        this.chat = chat;
        this.channels = channels;
    }

    List<Route> routes() {
        return List.of(
                Route.get(ALL, Channel.READ, this::list)
                        .summary("The channels that the caller may read, with what they have not read yet")
                        .query("station", "only this station's")
                        .inPages()
                        .answers(200, ChannelItem.ChannelPage.class),
                Route.post(ALL, Channel.WRITE, this::create)
                        .summary("Make a channel for a station or for members, or open the one of two users (200 where"
                                + " it is there)")
                        .query("station", "the station that it is of")
                        .takes(ChannelItem.NewChannel.class)
                        .answers(201, ChannelItem.class),
                Route.get(ONE, Channel.READ, this::show)
                        .summary("One channel, by its id or short name")
                        .answers(200, ChannelItem.class),
                Route.patch(ONE, Channel.WRITE, this::change)
                        .summary("Change name or topic of a channel, archive it or take it back into use")
                        .takes(ChannelItem.ChannelChange.class)
                        .answers(200, ChannelItem.class),
                Route.put(ONE + "/read", Channel.READ, this::read)
                        .summary("Note up to which message the caller has read")
                        .takes(ChannelItem.ReadMark.class)
                        .answers(200, ChannelItem.class),
                Route.post(ONE + "/members", Channel.WRITE, this::addMember)
                        .summary("Add a user to a private channel")
                        .takes(ChannelItem.NewMember.class)
                        .answers(200, ChannelItem.class),
                Route.delete(ONE + "/members/{user}", Channel.WRITE, this::removeMember)
                        .summary("Take a user, or oneself, out of a private channel"));
    }

    private Answer list(Exchange exchange) {
        Optional<String> station = exchange.station();
        return Answer.ok(exchange.page(channels.readable(exchange.caller()).stream()
                .filter(channel -> station.isEmpty() || channel.station().equals(station))
                .map(channel -> chat.item(exchange.caller(), channel))
                .toList()));
    }

    private Channel channel(Exchange exchange) {
        return channels.readable(exchange.caller(), exchange.path("id"));
    }

    private Answer show(Exchange exchange) {
        return answer(exchange, channel(exchange));
    }

    private Answer answer(Exchange exchange, Channel channel) {
        return Answer.ok(chat.item(exchange.caller(), channel));
    }

    private Answer create(Exchange exchange) throws IOException {
        var wanted = exchange.body(ChannelItem.NewChannel.class);
        return switch (wanted.kind().orElse("open")) {
            case "open" -> made(exchange, create(exchange, wanted, Channel.Kind.OPEN));
            case "private" -> made(exchange, create(exchange, wanted, Channel.Kind.PRIVATE));
            case "direct" -> {
                Channels.Direct direct = direct(exchange, wanted);
                yield direct.made() ? made(exchange, direct.channel()) : answer(exchange, direct.channel());
            }
            default -> throw ProblemException.invalid("kind", "must be open, private or direct");
        };
    }

    private Answer made(Exchange exchange, Channel channel) {
        return Answer.created(Route.API + ALL + "/" + channel.id(), chat.item(exchange.caller(), channel));
    }

    private Channel create(Exchange exchange, ChannelItem.NewChannel wanted, Channel.Kind kind) {
        String station = wanted.station().map(exchange::writable).orElseGet(exchange::writable);
        String name = MessageText.name("name", wanted.name().orElse(""), MOST_NAME);
        Set<UUID> members = new HashSet<>();
        if (kind == Channel.Kind.PRIVATE) {
            members.add(exchange.user().id());
            wanted.members()
                    .orElse(List.of())
                    .forEach(username -> members.add(user(username, station).id()));
            if (members.size() > Channels.MOST_MEMBERS) {
                throw ProblemException.invalid("members", "must not be more than %d".formatted(Channels.MOST_MEMBERS));
            }
        } else if (wanted.members().isPresent()) {
            throw ProblemException.invalid("members", "an open channel has none: all of the station may read it");
        }
        return channels.create(kind, station, name, topic(wanted.topic().orElse("")), members, Actor.of(exchange));
    }

    private static String topic(String text) {
        return text.isBlank() ? "" : MessageText.name("topic", text, MOST_TOPIC);
    }

    /// A user who may read the station.
    private User user(String username, String station) {
        return chat.users().stream()
                .filter(user -> user.username().equalsIgnoreCase(username))
                .filter(user -> user.admin() || user.stations().containsKey(station))
                .findFirst()
                .orElseThrow(() -> ProblemException.invalid(
                        "members", "there is no user %s in station %s".formatted(username, station)));
    }

    private Channels.Direct direct(Exchange exchange, ChannelItem.NewChannel wanted) {
        Caller.User caller = exchange.user();
        List<String> members = wanted.members().orElse(List.of());
        if (members.size() != 1 || wanted.name().isPresent() || wanted.topic().isPresent()) {
            throw ProblemException.invalid("members", "a direct channel has one other member and no name");
        }
        String other = members.getFirst().toLowerCase(Locale.ROOT);
        User to = chat.peopleOf(caller).stream()
                .filter(user -> user.username().toLowerCase(Locale.ROOT).equals(other))
                .filter(user -> !user.id().equals(caller.id()))
                .findFirst()
                .orElseThrow(() -> ProblemException.invalid("members", "there is no other user " + members.getFirst()));
        return channels.direct(caller, to, Actor.of(exchange));
    }

    private Answer change(Exchange exchange) throws IOException {
        var wanted = exchange.body(ChannelItem.ChannelChange.class);
        Channel channel = channel(exchange);
        requireWrite(exchange, channel);
        boolean fixed = channel.kind() == Channel.Kind.STATION || channel.kind() == Channel.Kind.DIRECT;
        if (fixed && (wanted.name().isPresent() || wanted.archived().isPresent())) {
            throw ProblemException.of(
                    RequestError.WRONG_STATE,
                    "A station's own channel and a direct one keep their name and stay open.");
        }
        Optional<String> name = wanted.name().map(text -> MessageText.name("name", text, MOST_NAME));
        Optional<String> topic = wanted.topic().map(ChannelResource::topic);
        return answer(
                exchange,
                channels.change(
                        channel.id(),
                        before -> new Channel(
                                before.id(),
                                before.kind(),
                                before.station(),
                                before.slug(),
                                name.orElse(before.name()),
                                topic.orElse(before.topic()),
                                wanted.archived().orElse(before.archived()),
                                before.mainThread(),
                                before.members(),
                                before.createdBy(),
                                before.createdAt()),
                        Actor.of(exchange)));
    }

    private static void requireWrite(Exchange exchange, Channel channel) {
        if (!channel.mayWrite(exchange.caller())) {
            throw ProblemException.of(
                    RequestError.NOT_ALLOWED, "This needs the role operator in the station of the channel.");
        }
    }

    private Answer read(Exchange exchange) throws IOException {
        Caller.User user = exchange.user();
        long number = exchange.body(ChannelItem.ReadMark.class)
                .number()
                .filter(value -> value >= 0)
                .orElseThrow(() -> ProblemException.invalid("number", "must be a message's number"));
        Channel channel = channel(exchange);
        chat.read(user, channel, number);
        return answer(exchange, channel);
    }

    private Channel withMembers(Exchange exchange) {
        Channel channel = channel(exchange);
        requireWrite(exchange, channel);
        if (channel.kind() != Channel.Kind.PRIVATE) {
            throw ProblemException.of(RequestError.WRONG_STATE, "Only a private channel's members can be changed.");
        }
        return channel;
    }

    private Answer addMember(Exchange exchange) throws IOException {
        String username = exchange.body(ChannelItem.NewMember.class)
                .username()
                .orElseThrow(() -> ProblemException.invalid("username", "is missing"));
        Channel channel = withMembers(exchange);
        User user = user(username, channel.station().orElseThrow());
        return answer(exchange, channels.addMember(channel.id(), user.id(), Actor.of(exchange)));
    }

    private Answer removeMember(Exchange exchange) {
        Channel channel = withMembers(exchange);
        channels.removeMember(channel.id(), exchange.pathId("user"), Actor.of(exchange));
        return Answer.noContent();
    }
}
