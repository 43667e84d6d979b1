package org.vtoc.server.live;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.vtoc.server.testing.Api;
import org.vtoc.server.testing.TestCenter;

class ChatLiveTest {
    private static final TestCenter CENTER = LiveCenter.start("chat-live", new CompletableFuture<>());
    private static final Api ADMIN = CENTER.admin();

    @BeforeAll
    static void people() {
        CENTER.makeUser("kim", "{\"ops\":\"operator\"}");
        CENTER.makeUser("nora", "{\"ops\":\"operator\"}");
        CENTER.makeUser("ivan", "{\"intel\":\"operator\"}");
    }

    @AfterAll
    static void close() {
        CENTER.close();
    }

    private static Browser browser(String user) {
        return Browser.signedIn(
                CENTER.address(), CENTER.signIn(user, TestCenter.PASSWORD).at("/access_token"));
    }

    private static Browser watching(String user, String topic) {
        Browser browser = browser(user);
        browser.send("{\"type\":\"subscribe\",\"topics\":[\"%s\"]}".formatted(topic));
        return browser;
    }

    private static String channel(String name) {
        return ADMIN.post("/channels", "{\"name\":\"%s\"}".formatted(name)).at("/main_thread_id");
    }

    private static String say(String thread, String text) {
        var reply = ADMIN.post("/threads/" + thread + "/messages", "{\"text\":\"%s\"}".formatted(text));
        assertThat(reply.status()).as(reply.text()).isEqualTo(201);
        return reply.at("/id");
    }

    private static List<String> texts(JsonNode frame) {
        var texts = new ArrayList<String>();
        frame.path("data").forEach(item -> texts.add(item.path("text").asText()));
        return texts;
    }

    @Test
    void whoWatchesAChannelGetsTheNewestAndThenEachChange() {
        String thread = channel("watched");
        say(thread, "before");
        try (var kim = watching("kim", "chat:watched")) {
            assertThat(texts(kim.await("snapshot"))).containsExactly("before");

            String id = say(thread, "hello");
            JsonNode update = kim.await("update");
            assertThat(update.at("/topic").asText()).isEqualTo("chat:watched");
            assertThat(texts(update)).containsExactly("hello");

            ADMIN.patch("/messages/" + id, "{\"text\":\"hello all\"}");
            assertThat(texts(kim.await("update"))).containsExactly("hello all");
            ADMIN.put("/messages/" + id + "/reactions/%F0%9F%91%8D", "");
            assertThat(kim.await("update").at("/data/0/reactions/0/users/0").asText())
                    .isEqualTo("admin");
            ADMIN.delete("/messages/" + id);
            JsonNode gone = kim.await("remove");
            assertThat(gone.at("/data/0/id").asText()).isEqualTo(id);
            assertThat(gone.at("/data/0/deleted_by").asText()).isEqualTo("admin");
            assertThat(gone.toString()).doesNotContain("hello");
        }
    }

    @Test
    void whoComesBackWithACursorMissesNothing() {
        String thread = channel("coming back");
        String cursor;
        try (var kim = watching("kim", "chat:coming-back")) {
            kim.await("snapshot");
            say(thread, "one");
            cursor = kim.await("update").path("cursor").asText();
        }
        String two = say(thread, "two");
        say(thread, "three");
        ADMIN.delete("/messages/" + two);
        try (var kim = browser("kim")) {
            kim.send("{\"type\":\"subscribe\",\"topics\":[\"chat:coming-back\"],\"cursor\":\"%s\"}".formatted(cursor));
            JsonNode first = kim.await(frame -> frame.has("data"));
            assertThat(first.path("type").asText()).isEqualTo("update");
            assertThat(texts(first)).contains("three").doesNotContain("one");
            assertThat(kim.await("remove").at("/data/0/id").asText()).isEqualTo(two);
        }
        try (var kim = browser("kim")) {
            kim.send("{\"type\":\"subscribe\",\"topics\":[\"chat:coming-back\"],\"cursor\":\"chat.999999\"}");
            assertThat(kim.await(frame -> frame.has("data")).path("type").asText())
                    .as("a cursor from elsewhere")
                    .isEqualTo("snapshot");
        }
    }

    @Test
    void aForeignChannelIsToldAsAbsentAndALostRoleEndsTheSubscription() {
        try (var ivan = watching("ivan", "chat:ops")) {
            assertThat(ivan.await("error").path("status").asInt()).isEqualTo(404);
        }
        String lost = CENTER.makeUser("lost", "{\"ops\":\"operator\"}");
        try (var browser = watching("lost", "chat:ops")) {
            browser.await("snapshot");
            ADMIN.patch("/users/" + lost, "{\"stations\":{}}");
            CENTER.clock.advance(Duration.ofSeconds(6));
            assertThat(browser.await("error").path("status").asInt()).isEqualTo(404);
            assertThat(browser.await("unsubscribed").at("/topics/0").asText()).isEqualTo("chat:ops");
        }
    }

    @Test
    void aSidebarKnowsWhatIsUnreadWithoutAsking() {
        String thread = channel("sidebar");
        say(thread, "old");
        try (var kim = watching("kim", "channels")) {
            JsonNode snapshot = kim.await("snapshot");
            assertThat(snapshot.findValuesAsText("slug")).contains("ops", "sidebar");
            say(thread, "news for @kim");
            kim.await(frame -> ofSidebar(frame, 1, 1));
            Api api = CENTER.signedIn("kim");
            api.put("/channels/sidebar/read", "{\"number\":2}");
            kim.await(frame -> ofSidebar(frame, 0, 0));
        }
    }

    private static boolean ofSidebar(JsonNode frame, int unread, int mentions) {
        for (JsonNode item : frame.path("data")) {
            if (item.path("slug").asText().equals("sidebar")) {
                return item.path("unread").asInt() == unread
                        && item.path("mentions").asInt() == mentions;
            }
        }
        return false;
    }

    @Test
    void oneSeesWhoIsThereAndWhoWrites() {
        try (var admin = watching("admin", "presence")) {
            admin.await("snapshot");
            try (var nora = watching("nora", "chat:ops")) {
                nora.await("snapshot");
                admin.await(frame -> isPresent(frame, "online"));
                admin.send("{\"type\":\"subscribe\",\"topics\":[\"chat:ops\"]}");
                admin.await("snapshot");
                nora.send("{\"type\":\"typing\",\"topic\":\"chat:ops\",\"thread\":\"t\"}");
                assertThat(admin.await("typing").at("/data/0/username").asText())
                        .isEqualTo("nora");
                nora.send("{\"type\":\"presence\",\"state\":\"away\"}");
                admin.await(frame -> isPresent(frame, "away"));
            }
        }
    }

    private static boolean isPresent(JsonNode frame, String state) {
        for (JsonNode person : frame.path("data")) {
            if (person.path("username").asText().equals("nora")) {
                return person.path("presence").asText().equals(state);
            }
        }
        return false;
    }
}
