package org.vtoc.server.chat;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

class ChannelsTest {
    private static final ChatCenter CENTER = new ChatCenter("channels");

    @AfterAll
    static void close() {
        CENTER.close();
    }

    @Test
    void everyStationOwnsAChannelNamedAfterItsCallsign() {
        var channels = CENTER.as("admin").get("/channels").body().path("items");
        assertThat(channels.findValuesAsText("name")).contains("OPS", "INTEL", "LOG");
        assertThat(CENTER.as("admin").get("/channels/log").at("/station")).isEqualTo("logistics");
        assertThat(CENTER.as("admin").get("/channels/LOG").at("/kind")).isEqualTo("station");

        CENTER.chat.completeStations();
        assertThat(CENTER.as("admin").get("/channels?station=ops").body().path("items"))
                .filteredOn(item -> item.path("kind").asText().equals("station"))
                .hasSize(1);
    }

    @Test
    void oneSeesTheChannelsOfOnesStationsAndNoOther() {
        var seen = CENTER.as("ivan").get("/channels").body().path("items");
        assertThat(seen.findValuesAsText("station")).containsOnly("intel");
        var ops = CENTER.as("admin").get("/channels/ops");
        for (String path : new String[] {
            "/channels/ops",
            "/channels/" + ops.at("/id"),
            "/channels/ops/threads",
            "/threads/" + ops.at("/main_thread_id"),
            "/threads/" + ops.at("/main_thread_id") + "/messages"
        }) {
            assertThat(CENTER.as("ivan").get(path).status()).as(path).isEqualTo(404);
        }
        assertThat(CENTER.write("ivan", ops.at("/main_thread_id"), "hello").status())
                .isEqualTo(404);
        assertThat(CENTER.as("ivan").put("/channels/ops/read", "{\"number\":1}").status())
                .isEqualTo(404);
    }

    @Test
    void aViewerReadsAndMarksAndWritesNothing() {
        assertThat(CENTER.as("vera").get("/channels/ops").at("/writable")).isEqualTo("false");
        assertThat(CENTER.write("vera", CENTER.thread("ops"), "hello").status()).isEqualTo(403);
        assertThat(CENTER.as("vera").post("/channels", "{\"name\":\"mine\"}").status())
                .isEqualTo(403);
        assertThat(CENTER.as("vera")
                        .post("/channels", "{\"kind\":\"direct\",\"members\":[\"kim\"]}")
                        .status())
                .isEqualTo(403);
        assertThat(CENTER.as("vera").put("/channels/ops/read", "{\"number\":0}").status())
                .isEqualTo(200);
    }

    @Test
    void aPrivateChannelIsForItsMembersWhoeverElseIsThere() {
        var made = CENTER.channel(
                "kim", "{\"kind\":\"private\",\"name\":\"Night shift\",\"members\":[\"vera\"],\"station\":\"ops\"}");
        String path = "/channels/" + made.at("/id");
        assertThat(made.at("/slug")).isEqualTo("night-shift");
        assertThat(made.body().path("members").findValuesAsText("username")).containsExactly("kim", "vera");
        assertThat(CENTER.as("vera").get(path).status()).isEqualTo(200);
        assertThat(CENTER.as("lee.park").get(path).status()).isEqualTo(404);
        assertThat(CENTER.as("admin").get(path).status())
                .as("an administrator is no member by office")
                .isEqualTo(404);

        assertThat(CENTER.as("kim")
                        .post(path + "/members", "{\"username\":\"Lee.Park\"}")
                        .status())
                .isEqualTo(200);
        assertThat(CENTER.write("lee.park", made.at("/main_thread_id"), "here").status())
                .isEqualTo(201);
        String vera = made.body().path("members").get(1).path("id").asText();
        assertThat(CENTER.as("kim").delete(path + "/members/" + vera).status()).isEqualTo(204);
        assertThat(CENTER.as("vera").get(path).status()).isEqualTo(404);
        assertThat(CENTER.as("kim")
                        .post(path + "/members", "{\"username\":\"ivan\"}")
                        .status())
                .as("who can't know of the station")
                .isEqualTo(422);
        assertThat(CENTER.as("admin")
                        .get("/audit?action=channel.member-removed")
                        .at("/items/0/target"))
                .isEqualTo(made.at("/id"));
    }

    @Test
    void twoUsersHaveOneDirectChannel() {
        var made = CENTER.channel("kim", "{\"kind\":\"direct\",\"members\":[\"lee.park\"]}");
        assertThat(made.at("/name")).isEqualTo("lee.park");
        var again = CENTER.as("lee.park").post("/channels", "{\"kind\":\"direct\",\"members\":[\"kim\"]}");
        assertThat(again.status()).isEqualTo(200);
        assertThat(again.at("/id")).isEqualTo(made.at("/id"));
        assertThat(again.at("/name")).isEqualTo("kim");
        assertThat(CENTER.as("admin").get("/channels/" + made.at("/id")).status())
                .isEqualTo(404);

        CENTER.said("kim", made.at("/main_thread_id"), "psst");
        assertThat(CENTER.as("lee.park").get("/channels/" + made.at("/id")).at("/unread"))
                .isEqualTo("1");
        assertThat(CENTER.as("kim")
                        .post("/channels", "{\"kind\":\"direct\",\"members\":[\"ivan\"]}")
                        .status())
                .as("someone of another station")
                .isEqualTo(422);
        assertThat(CENTER.as("kim")
                        .post("/channels", "{\"kind\":\"direct\",\"members\":[\"kim\"]}")
                        .status())
                .isEqualTo(422);
    }

    @Test
    void aNameIsTakenOnceAndShowsAllThatIsInIt() {
        CENTER.channel("kim", "{\"name\":\"Air picture\",\"topic\":\"What flies\"}");
        assertThat(CENTER.as("kim")
                        .post("/channels", "{\"name\":\"air  PICTURE\"}")
                        .status())
                .isEqualTo(422);
        assertThat(CENTER.as("kim")
                        .post("/channels", "{\"name\":\"air-picture\"}")
                        .at("/code"))
                .isEqualTo("CHANNEL_EXISTS");
        for (String name : new String[] {"", " ", "\\u200b", "op\\u200bs", "\\u202eops", "a\\nb", "\\u3164", "---"}) {
            assertThat(CENTER.as("kim")
                            .post("/channels", "{\"name\":\"%s\"}".formatted(name))
                            .status())
                    .as(name)
                    .isEqualTo(422);
        }
    }

    @Test
    void anArchivedChannelIsReadAndNotWritten() {
        var made = CENTER.channel("kim", "{\"name\":\"Old matters\"}");
        String path = "/channels/" + made.at("/id");
        String message = CENTER.said("kim", made.at("/main_thread_id"), "still here");
        assertThat(CENTER.as("lee.park").patch(path, "{\"archived\":true}").at("/writable"))
                .isEqualTo("false");
        assertThat(CENTER.write("kim", made.at("/main_thread_id"), "too late").at("/code"))
                .isEqualTo("CHANNEL_ARCHIVED");
        assertThat(CENTER.as("kim")
                        .patch("/messages/" + message, ChatCenter.text("changed"))
                        .status())
                .isEqualTo(409);
        assertThat(CENTER.as("vera").get("/messages/" + message).at("/text")).isEqualTo("still here");
        assertThat(CENTER.as("vera").patch(path, "{\"archived\":false}").status())
                .isEqualTo(403);
        assertThat(CENTER.as("kim")
                        .patch(path, "{\"archived\":false,\"name\":\"New matters\"}")
                        .at("/name"))
                .isEqualTo("New matters");
        assertThat(CENTER.write("kim", made.at("/main_thread_id"), "again").status())
                .isEqualTo(201);
        assertThat(CENTER.as("admin")
                        .patch("/channels/ops", "{\"archived\":true}")
                        .status())
                .isEqualTo(409);
    }

    @Test
    void whatIsUnreadIsCountedPerUser() {
        var made = CENTER.channel("kim", "{\"name\":\"Counting\"}");
        String path = "/channels/" + made.at("/id");
        String thread = made.at("/main_thread_id");
        CENTER.said("kim", thread, "before anyone looked");
        assertThat(CENTER.as("lee.park").get(path).at("/unread"))
                .as("what was there before one came")
                .isEqualTo("0");
        CENTER.said("kim", thread, "one");
        CENTER.said("kim", thread, "two, @lee.park.");
        var seen = CENTER.as("lee.park").get(path);
        assertThat(seen.at("/unread")).isEqualTo("2");
        assertThat(seen.at("/mentions")).isEqualTo("1");
        assertThat(CENTER.as("kim").get(path).at("/unread")).isEqualTo("0");

        var read = CENTER.as("lee.park").put(path + "/read", "{\"number\":2}");
        assertThat(read.at("/unread")).isEqualTo("1");
        assertThat(CENTER.as("lee.park").put(path + "/read", "{\"number\":1}").at("/unread"))
                .as("never back")
                .isEqualTo("1");
        CENTER.said("lee.park", thread, "who answers has read");
        seen = CENTER.as("lee.park").get(path);
        assertThat(seen.at("/unread")).isEqualTo("0");
        assertThat(seen.at("/mentions")).isEqualTo("0");
    }

    @Test
    void oneMeetsThePeopleOfOnesStations() {
        assertThat(CENTER.as("kim").get("/people").body().path("items").findValuesAsText("username"))
                .containsExactly("admin", "kim", "lee.park", "vera");
        assertThat(CENTER.as("ivan").get("/people").body().path("items").findValuesAsText("username"))
                .containsExactly("admin", "ivan");
        assertThat(CENTER.as("kim").get("/people").at("/items/0/presence")).isEqualTo("offline");
    }
}
