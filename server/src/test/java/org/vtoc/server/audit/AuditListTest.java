package org.vtoc.server.audit;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.vtoc.server.testing.Api;
import org.vtoc.server.testing.TestCenter;

class AuditListTest {
    private static final TestCenter CENTER = TestCenter.start("audit-list");

    @AfterAll
    static void close() {
        CENTER.close();
    }

    @Test
    void allChainsAreReadAsOneNewestFirstAndStayPutWhileRowsComeIn() {
        CENTER.clock.advance(Duration.ofMinutes(1));
        for (int i = 0; i < 6; i++) {
            write("ops", "note " + i);
            write("intel", "note " + i);
            if (i % 2 == 0) {
                CENTER.clock.advance(Duration.ofSeconds(1));
            }
        }

        var seen = new ArrayList<String>();
        String next = "";
        do {
            Api.Reply page = CENTER.admin().get("/audit?action=note.made&limit=5" + next);
            page.body()
                    .at("/items")
                    .forEach(row -> seen.add(
                            row.at("/at").asText() + " " + row.at("/chain").asText() + " "
                                    + row.at("/position").asText()));
            write("logistics", "later");
            CENTER.clock.advance(Duration.ofSeconds(1));
            next = page.body().at("/next").isNull() ? "" : "&cursor=" + page.at("/next");
        } while (!next.isEmpty());

        assertThat(seen).hasSize(12).doesNotHaveDuplicates();
        assertThat(seen).isSortedAccordingTo(java.util.Comparator.reverseOrder());
    }

    @Test
    void rowsAreFoundByStationActorActionAndTime() {
        CENTER.makeUser("found", "{}");

        assertThat(targets("?actor=ADMIN&action=user.created&station=control")).contains("found");
        assertThat(targets("?actor=nobody")).isEmpty();
        assertThat(targets("?station=intel&action=user.created")).isEmpty();
        assertThat(targets("?until=2026-11-20T19:00:00Z")).isEmpty();
        assertThat(CENTER.admin().get("/audit?station=mars").status()).isEqualTo(404);
        for (String bad : List.of("?cursor=abc", "?limit=0", "?limit=1001", "?since=yesterday")) {
            assertThat(CENTER.admin().get("/audit" + bad).status()).as(bad).isEqualTo(422);
        }
    }

    @Test
    void theChainsAreToldToBeWhole() {
        Api.Reply reply = CENTER.admin().get("/audit/verify");

        assertThat(reply.status()).isEqualTo(200);
        assertThat(reply.at("/whole")).isEqualTo("true");
        assertThat(reply.body().at("/chains").findValuesAsText("chain"))
                .containsExactlyInAnyOrder("control", "ops", "intel", "logistics");
    }

    private static List<String> targets(String query) {
        return CENTER.admin().get("/audit" + query).body().at("/items").findValuesAsText("target");
    }

    private static void write(String station, String target) {
        CENTER.databases
                .station(station)
                .jdbi()
                .useTransaction(
                        tx -> CENTER.audit.append(tx, AuditEntry.of(Actor.system("test"), "note.made", target)));
    }
}
