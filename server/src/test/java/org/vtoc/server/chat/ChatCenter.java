package org.vtoc.server.chat;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import org.vtoc.server.testing.Api;
import org.vtoc.server.testing.TestCenter;

/// A center with chat and people: two operators and a viewer of `ops`, an operator of `intel`.
final class ChatCenter implements AutoCloseable {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final CompletableFuture<Chat> started = new CompletableFuture<>();
    private final Map<String, Api> signedIn = new HashMap<>();
    final TestCenter center;
    final Chat chat;

    ChatCenter(String name) {
        center = TestCenter.start(name, this::feature);
        chat = started.join();
        center.makeUser("kim", "{\"ops\":\"operator\"}");
        center.makeUser("lee.park", "{\"ops\":\"operator\"}");
        center.makeUser("vera", "{\"ops\":\"viewer\"}");
        center.makeUser("ivan", "{\"intel\":\"operator\"}");
    }

    private TestCenter.Feature feature(TestCenter starting) {
        Chat opened = Chat.open(
                starting.databases.control(),
                starting.audit,
                starting.identity,
                starting.stations,
                starting.clock,
                new Random(1));
        started.complete(opened);
        return new TestCenter.Feature(opened.routes(), List.of(), List.of(opened));
    }

    Api as(String username) {
        return username.equals("admin") ? center.admin() : signedIn.computeIfAbsent(username, center::signedIn);
    }

    /// The main thread of a channel.
    String thread(String channel) {
        return center.admin().get("/channels/" + channel).at("/main_thread_id");
    }

    static String text(String text) {
        ObjectNode body = JSON.createObjectNode().put("text", text);
        return body.toString();
    }

    /// Writes in a thread.
    Api.Reply write(String username, String thread, String text) {
        return as(username).post("/threads/" + thread + "/messages", text(text));
    }

    /// Writes in a thread where that is good.
    ///
    /// @return the message's id
    String said(String username, String thread, String text) {
        Api.Reply reply = write(username, thread, text);
        assertThat(reply.status()).as(reply.text()).isEqualTo(201);
        return reply.at("/id");
    }

    /// Makes a channel that nothing has been said in.
    Api.Reply channel(String username, String body) {
        Api.Reply reply = as(username).post("/channels", body);
        assertThat(reply.status()).as(reply.text()).isEqualTo(201);
        return reply;
    }

    @Override
    public void close() {
        center.close();
    }
}
