package org.vtoc.server.chat;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.vtoc.server.testing.Api;

class MessagesTest {
    private static final ChatCenter CENTER = new ChatCenter("messages");

    @AfterAll
    static void close() {
        CENTER.close();
    }

    private static String newThread(String name) {
        return CENTER.channel("kim", "{\"name\":\"%s\"}".formatted(name)).at("/main_thread_id");
    }

    @Test
    void aMessageIsKeptAsItWasWrittenWithWhomItCallsAndWhatItPointsAt() {
        var made = CENTER.write("kim", CENTER.thread("ops"), """
                **Look**, @Lee.Park and @nobody: !icao:4ca2b6, #mission:7 and `@vera !mmsi:1`.
                mail@vera <script>alert(1)</script>
                ```
                @vera
                ```
                """);
        assertThat(made.status()).isEqualTo(201);
        assertThat(made.headers().firstValue("Location")).contains("/api/v1/messages/" + made.at("/id"));
        assertThat(made.body().path("mentions").findValuesAsText("username")).containsExactly("lee.park");
        assertThat(made.body().path("references").toString())
                .isEqualTo("[{\"type\":\"track\",\"id\":\"icao:4ca2b6\"},{\"type\":\"mission\",\"id\":\"7\"}]");
        assertThat(made.at("/author/kind")).isEqualTo("user");
        assertThat(made.at("/author/name")).isEqualTo("kim");
        JsonNode stored = CENTER.as("vera").get("/messages/" + made.at("/id")).body();
        assertThat(stored).isEqualTo(made.body());
        assertThat(stored.path("text").asText()).contains("<script>alert(1)</script>");
    }

    @Test
    void whatShowsNothingOrIsTooLongIsNoMessage() {
        String thread = CENTER.thread("ops");
        for (String text : List.of("", " \n\t ", "\u200b", "\u2060\ufeff \u200d", "\u3164\u2800")) {
            assertThat(CENTER.write("kim", thread, text).status())
                    .as("'%s'", text)
                    .isEqualTo(422);
        }
        assertThat(CENTER.write("kim", thread, "x".repeat(16_000)).status()).isEqualTo(201);
        assertThat(CENTER.write("kim", thread, "x".repeat(16_001)).status()).isEqualTo(422);
        assertThat(CENTER.write("kim", thread, "x".repeat(1_000_000)).status()).isEqualTo(422);
        assertThat(CENTER.write("kim", thread, "a\0b").status()).isEqualTo(422);
        assertThat(CENTER.as("kim")
                        .post("/threads/" + thread + "/messages", "{\"txt\":\"x\"}")
                        .status())
                .isEqualTo(422);
    }

    @Test
    void aThreadIsPagedBothWaysAndAroundAMessage() {
        String thread = newThread("Paging");
        List<String> ids = IntStream.rangeClosed(1, 25)
                .mapToObj(i -> CENTER.said("kim", thread, "message " + i))
                .toList();
        String path = "/threads/" + thread + "/messages?limit=10";

        var newest = CENTER.as("vera").get(path);
        assertThat(ids(newest)).isEqualTo(ids.subList(15, 25).reversed());
        CENTER.said("kim", thread, "one more");
        var older = CENTER.as("vera").get(path + "&cursor=" + newest.at("/next"));
        assertThat(ids(older)).isEqualTo(ids.subList(5, 15).reversed());
        var oldest = CENTER.as("vera").get(path + "&cursor=" + older.at("/next"));
        assertThat(ids(oldest)).isEqualTo(ids.subList(0, 5).reversed());
        assertThat(oldest.body().path("next").isNull()).isTrue();

        assertThat(ids(CENTER.as("vera").get(path + "&before=" + ids.get(3))))
                .isEqualTo(ids.subList(0, 3).reversed());
        var after = CENTER.as("vera").get(path + "&after=" + ids.get(9));
        assertThat(ids(after)).isEqualTo(ids.subList(10, 20));
        assertThat(ids(CENTER.as("vera").get(path + "&cursor=" + after.at("/next"))))
                .startsWith(ids.get(20));
        assertThat(ids(CENTER.as("vera").get(path + "&around=" + ids.get(12))))
                .isEqualTo(ids.subList(8, 18).reversed());
        assertThat(ids(CENTER.as("vera").get(path + "&around=" + ids.get(1)))).contains(ids.get(0), ids.get(1));
        for (String wrong : List.of("&cursor=x", "&before=1", "&around=" + thread)) {
            assertThat(CENTER.as("vera").get(path + wrong).status()).as(wrong).isEqualTo(422);
        }
    }

    private static List<String> ids(Api.Reply page) {
        var ids = new ArrayList<String>();
        page.body().path("items").forEach(item -> ids.add(item.path("id").asText()));
        return ids;
    }

    @Test
    void anEditKeepsWhatWasSaidBefore() {
        String id = CENTER.said("kim", CENTER.thread("ops"), "fisrt");
        var edited = CENTER.as("kim").header("If-Match", "\"1\"").patch("/messages/" + id, ChatCenter.text("first"));
        assertThat(edited.at("/text")).isEqualTo("first");
        assertThat(edited.at("/edited_at")).isNotEmpty();
        assertThat(edited.headers().firstValue("ETag")).contains("\"2\"");
        assertThat(CENTER.as("kim")
                        .header("If-Match", "\"1\"")
                        .patch("/messages/" + id, ChatCenter.text("late"))
                        .status())
                .isEqualTo(412);
        assertThat(CENTER.as("vera").get("/messages/" + id + "/revisions").at("/items/0/text"))
                .isEqualTo("fisrt");
        assertThat(CENTER.as("lee.park")
                        .patch("/messages/" + id, ChatCenter.text("mine"))
                        .status())
                .isEqualTo(403);
        assertThat(CENTER.as("admin")
                        .patch("/messages/" + id, ChatCenter.text("mine"))
                        .status())
                .isEqualTo(403);
        assertThat(CENTER.as("ivan")
                        .patch("/messages/" + id, ChatCenter.text("mine"))
                        .status())
                .isEqualTo(404);
    }

    @Test
    void ofEditsThatRaceOneWins() throws InterruptedException {
        String id = CENTER.said("kim", CENTER.thread("ops"), "zero");
        Api kim = CENTER.as("kim").header("If-Match", "\"1\"");
        var statuses = new CopyOnWriteArrayList<Integer>();
        try (var executor = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < 8; i++) {
                String text = "edit " + i;
                executor.execute(() -> statuses.add(
                        kim.patch("/messages/" + id, ChatCenter.text(text)).status()));
            }
        }
        assertThat(statuses).containsOnly(200, 412).containsOnlyOnce(200);
        assertThat(CENTER.as("kim").get("/messages/" + id).at("/revision")).isEqualTo("2");
    }

    @Test
    void aDeletedMessageLeavesThatThereWasOneAndNothingOfIt() {
        String id = CENTER.said("kim", CENTER.thread("ops"), "a secret for @vera");
        CENTER.as("kim").patch("/messages/" + id, ChatCenter.text("a secret"));
        assertThat(CENTER.as("lee.park").delete("/messages/" + id).status()).isEqualTo(403);
        assertThat(CENTER.as("admin").delete("/messages/" + id).status()).isEqualTo(204);
        var left = CENTER.as("vera").get("/messages/" + id);
        assertThat(left.at("/text")).isEmpty();
        assertThat(left.at("/deleted_by")).isEqualTo("admin");
        assertThat(left.text()).doesNotContain("secret");
        assertThat(CENTER.as("vera")
                        .get("/messages/" + id + "/revisions")
                        .body()
                        .path("items"))
                .isEmpty();
        assertThat(CENTER.as("kim")
                        .patch("/messages/" + id, ChatCenter.text("back"))
                        .at("/code"))
                .isEqualTo("MESSAGE_DELETED");
        assertThat(CENTER.as("admin").get("/audit?action=message.deleted").at("/items/0/target"))
                .isEqualTo(id);
    }

    @Test
    void reactionsAreEmojiAndCountOncePerUser() {
        String id = CENTER.said("kim", CENTER.thread("ops"), "on station");
        String path = "/messages/" + id + "/reactions/";
        CENTER.as("kim").put(path + "%F0%9F%91%8D", "");
        CENTER.as("kim").put(path + "%F0%9F%91%8D", "");
        var reacted = CENTER.as("lee.park").put(path + "%F0%9F%91%8D", "");
        assertThat(reacted.status()).as(reacted.text()).isEqualTo(200);
        assertThat(reacted.body().path("reactions").toString())
                .isEqualTo("[{\"emoji\":\"👍\",\"users\":[\"kim\",\"lee.park\"]}]");
        assertThat(CENTER.as("kim")
                        .delete(path + "%F0%9F%91%8D")
                        .body()
                        .path("reactions")
                        .toString())
                .isEqualTo("[{\"emoji\":\"👍\",\"users\":[\"lee.park\"]}]");
        for (String wrong : List.of("ok", "1", "%3Cb%3E", "%E2%80%8B", "%F0%9F%91%8Dx")) {
            assertThat(CENTER.as("kim").put(path + wrong, "").status())
                    .as(wrong)
                    .isEqualTo(422);
        }
        assertThat(CENTER.as("vera").put(path + "%F0%9F%91%8D", "").status()).isEqualTo(403);
    }

    @Test
    void repliesHangOnTheirMessage() {
        String id = CENTER.said("kim", CENTER.thread("ops"), "who is on call?");
        String body = "{\"message_id\":\"%s\"}".formatted(id);
        var made = CENTER.as("lee.park").post("/channels/ops/threads", body);
        assertThat(made.status()).as(made.text()).isEqualTo(201);
        assertThat(CENTER.as("kim").post("/channels/ops/threads", body).at("/id"))
                .isEqualTo(made.at("/id"));
        CENTER.said("lee.park", made.at("/id"), "me");
        CENTER.said("kim", made.at("/id"), "thanks");

        var root = CENTER.as("vera").get("/messages/" + id);
        assertThat(root.at("/replies/count")).isEqualTo("2");
        assertThat(root.at("/replies/thread_id")).isEqualTo(made.at("/id"));
        String reply = CENTER.said("kim", made.at("/id"), "again");
        assertThat(CENTER.as("kim")
                        .post("/channels/ops/threads", "{\"message_id\":\"%s\"}".formatted(reply))
                        .status())
                .as("a thread below a thread")
                .isEqualTo(422);
    }

    @Test
    void aSubjectHasOneThreadInAChannel() {
        String body = "{\"subject\":{\"type\":\"alert\",\"id\":\"42\"},\"title\":\"Disk full\"}";
        var made = CENTER.as("kim").post("/channels/ops/threads", body);
        assertThat(made.status()).isEqualTo(201);
        assertThat(CENTER.as("lee.park").post("/channels/ops/threads", body).at("/id"))
                .isEqualTo(made.at("/id"));
        assertThat(CENTER.as("ivan").post("/channels/intel/threads", body).at("/id"))
                .isNotEqualTo(made.at("/id"));
        assertThat(CENTER.as("kim").get("/channels/ops/threads").text()).contains("Disk full");
        assertThat(CENTER.as("kim").post("/channels/ops/threads", "{}").status())
                .isEqualTo(422);
        assertThat(CENTER.as("kim")
                        .post("/channels/ops/threads", "{\"subject\":{\"type\":\"A b\",\"id\":\"1\"}}")
                        .status())
                .isEqualTo(422);
    }

    @Test
    void aKeyOfTheRightScopeWritesInItsStationAndNowhereElse() {
        String key = CENTER.as("admin")
                .post("/api-keys", "{\"name\":\"shift bot\",\"scopes\":[\"agentkit\",\"station:ops\"]}")
                .at("/key");
        Api bot = CENTER.center.anonymous().with(key);
        var made = bot.post("/threads/" + CENTER.thread("ops") + "/messages", ChatCenter.text("shift begins"));
        assertThat(made.status()).as(made.text()).isEqualTo(201);
        assertThat(made.at("/author/kind")).isEqualTo("key");
        assertThat(made.at("/author/name")).isEqualTo("shift bot");
        assertThat(bot.post("/threads/" + CENTER.thread("intel") + "/messages", ChatCenter.text("x"))
                        .status())
                .isEqualTo(404);
        assertThat(bot.patch("/messages/" + made.at("/id"), ChatCenter.text("shift ends"))
                        .status())
                .isEqualTo(200);
    }

    @Test
    void aRepeatWithTheSameKeyWritesOnce() {
        String thread = newThread("Repeats");
        Api kim = CENTER.as("kim").header("Idempotency-Key", "send-1");
        String first = kim.post("/threads/" + thread + "/messages", ChatCenter.text("once"))
                .at("/id");
        assertThat(kim.post("/threads/" + thread + "/messages", ChatCenter.text("once"))
                        .at("/id"))
                .isEqualTo(first);
        assertThat(CENTER.as("kim")
                        .get("/threads/" + thread + "/messages")
                        .body()
                        .path("items"))
                .hasSize(1);
    }

    @Test
    void whoeverListensIsToldInTheTransactionOfTheMessage() {
        String thread = newThread("Listening");
        var heard = new CopyOnWriteArrayList<String>();
        CENTER.chat.whenPosted((tx, message) -> {
            if (message.text().equals("refused")) {
                throw new IllegalArgumentException("a listener that fails");
            }
            if (message.threadId().toString().equals(thread)) {
                assertThat(tx.createQuery("SELECT text FROM chat_message WHERE id = :id")
                                .bind("id", message.id())
                                .mapTo(String.class)
                                .one())
                        .isEqualTo(message.text());
                heard.add(message.text());
            }
        });
        CENTER.said("kim", thread, "told");
        assertThat(CENTER.write("kim", thread, "refused").status()).isEqualTo(500);
        CENTER.said("kim", thread, "told again");

        assertThat(heard).containsExactly("told", "told again");
        assertThat(CENTER.as("kim")
                        .get("/threads/" + thread + "/messages")
                        .body()
                        .path("items"))
                .as("what a listener refuses is not stored, and costs others nothing")
                .hasSize(2);
    }

    @Test
    void messagesOfManyAtOnceAreNumberedWithoutGaps() {
        String thread = newThread("Crowd");
        try (var executor = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < 40; i++) {
                String text = "crowd " + i;
                String user = i % 2 == 0 ? "kim" : "lee.park";
                Api api = CENTER.as(user);
                executor.execute(() -> api.post("/threads/" + thread + "/messages", ChatCenter.text(text)));
            }
        }
        var numbers = new ArrayList<Integer>();
        CENTER.as("vera")
                .get("/threads/" + thread + "/messages?limit=100")
                .body()
                .path("items")
                .forEach(item -> numbers.add(item.path("number").asInt()));
        assertThat(numbers.reversed())
                .isEqualTo(IntStream.rangeClosed(1, 40).boxed().toList());
    }

    @Test
    void messagesAreFoundByTheirWordsInWhatOneMayRead() {
        String thread = newThread("Searching");
        String best = CENTER.said("kim", thread, "The convoy is late; convoy lead says forty minutes");
        String other = CENTER.said("kim", thread, "Convoy left the gate <b>now</b>");
        String gone = CENTER.said("kim", thread, "a convoy that never was");
        CENTER.as("kim").delete("/messages/" + gone);
        CENTER.said("ivan", CENTER.thread("intel"), "convoy seen from above");

        var found = CENTER.as("vera").get("/messages?q=convoy");
        assertThat(found.body().path("items").findValuesAsText("id"))
                .contains(best, other)
                .doesNotContain(gone);
        assertThat(found.at("/items/0/message/id")).isEqualTo(best);
        assertThat(found.text()).doesNotContain("from above");
        assertThat(found.body().at("/items/0/snippet").toString()).contains("{\"text\":\"convoy\",\"hit\":true}");
        assertThat(found.body().at("/items/1/snippet").toString())
                .isEqualTo(
                        "[{\"text\":\"Convoy\",\"hit\":true},{\"text\":\" left the gate <b>now</b>\",\"hit\":false}]");
        assertThat(CENTER.as("vera").get("/messages?q=late%20conv").body().path("items"))
                .hasSize(1);
        assertThat(CENTER.as("vera").get("/messages?q=%22left%20the%20gate%22").at("/items/0/message/id"))
                .isEqualTo(other);
        assertThat(CENTER.as("vera").get("/messages?q=convoy%20-late").body().path("items"))
                .hasSize(1);
        var page = CENTER.as("vera").get("/messages?q=convoy&limit=1");
        assertThat(CENTER.as("vera")
                        .get("/messages?q=convoy&limit=1&cursor=" + page.at("/next"))
                        .at("/items/0/message/id"))
                .isEqualTo(other);
        for (String nothing : List.of("%3A%2A", "%26%20%7C", "'", "%5C", "zzz")) {
            assertThat(CENTER.as("vera").get("/messages?q=" + nothing).body().path("items"))
                    .as(nothing)
                    .isEmpty();
        }
        assertThat(CENTER.as("vera").get("/messages?q=").status()).isEqualTo(422);
        assertThat(CENTER.as("vera").get("/messages?q=x&channel=intel").status())
                .isEqualTo(404);
    }
}
