package org.vtoc.server.connector.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.vtoc.server.platform.config.Schedule;
import org.vtoc.server.platform.config.SettingsProblem;

class SettingsTest {
    private final Settings settings = new Settings(Path.of("/etc/vtoc"));

    @Test
    void everyInputIsReadIntoItsType() {
        var outcome = settings.parse("""
                sources:
                  roof:
                    type: adsb
                    name: Roof antenna
                    tcp_url: tcp://10.0.0.5:30003
                    time_zone: Asia/Tokyo
                    idle_timeout: 30s
                  json:
                    type: adsb
                    api_url: http://10.0.0.5/data/aircraft.json
                    params: {limit: 50, q: a b}
                    headers: {X-Key: s3cret}
                    station_role: intel
                  log: {type: adsb, mode: offline, log_path: logs/today.sbs, schedule: "*/5 * * * *"}
                  harbour: {type: ais, udp_port: 10110, enabled: false}
                  coast: {type: ais, tcp_url: "tcp://[::1]:4001"}
                  region: {type: aprs, igate_url: tcp://rotate.aprs2.net:14580, callsign: n0call, filter: r/55/12/100}
                  mine: {type: external}
                """);

        assertThat(outcome.problems()).isEmpty();
        Map<String, SourceSettings> bySlug =
                outcome.sources().stream().collect(Collectors.toMap(SourceSettings::slug, source -> source));
        assertThat(source(bySlug, "roof").input())
                .isEqualTo(new Input.Tcp("10.0.0.5", 30003, Optional.empty(), Duration.ofSeconds(30)));
        assertThat(source(bySlug, "roof").format().zone()).isEqualTo(ZoneId.of("Asia/Tokyo"));
        assertThat(source(bySlug, "json").input()).isInstanceOfSatisfying(Input.Http.class, http -> {
            assertThat(http.address()).hasToString("http://10.0.0.5/data/aircraft.json?limit=50&q=a+b");
            assertThat(http.headers()).containsEntry("X-Key", "s3cret");
            assertThat(http).hasToString("http://10.0.0.5/data/aircraft.json");
        });
        assertThat(source(bySlug, "json").schedule()).isEqualTo(new Schedule.Every(Duration.ofSeconds(5)));
        assertThat(source(bySlug, "json").station()).contains("intel");
        assertThat(source(bySlug, "log").input()).isEqualTo(new Input.LogFile(Path.of("/etc/vtoc/logs/today.sbs")));
        assertThat(source(bySlug, "harbour").input()).isEqualTo(new Input.Udp("127.0.0.1", 10110));
        assertThat(source(bySlug, "harbour").enabled()).isFalse();
        assertThat(source(bySlug, "coast").input()).isInstanceOf(Input.Tcp.class);
        assertThat(source(bySlug, "region").input())
                .isInstanceOfSatisfying(Input.Tcp.class, tcp -> assertThat(tcp.login())
                        .contains("user N0CALL pass -1 vers vTOC 0.1 filter r/55/12/100"));
        assertThat(source(bySlug, "mine").input()).isEqualTo(new Input.Posted());
    }

    private static SourceSettings source(Map<String, SourceSettings> bySlug, String slug) {
        return Optional.ofNullable(bySlug.get(slug)).orElseThrow();
    }

    @Test
    void everyWrongSettingIsNamedAtOnceWithItsLineAndWhatWouldBeRight() {
        var outcome = settings.parse("""
                source: {}
                sources:
                  one:
                    type: adsb
                    tpc_url: tcp://10.0.0.5:30003
                  two: {type: abs, enabled: maybe}
                  three: {type: tle}
                  four: {type: aprs, igate_url: "http://x:1", passcode: 99999}
                  five: {type: ais, udp_port: 0}
                  Six: {type: external}
                  seven: {type: ais, tcp_url: tcp://h:1, broadcast: true, mode: chatkit}
                  eight: {type: ais, tcp_url: tcp://h:1, api_token: x}
                  nine: {enabled: true}
                """);

        assertThat(outcome.sources()).isEmpty();
        assertThat(outcome.problems())
                .extracting(SettingsProblem::toString)
                .containsExactly(
                        "line 1: source is unknown; did you mean sources?",
                        "line 3: sources.one needs exactly one of api_url, tcp_url",
                        "line 5: sources.one.tpc_url is unknown; did you mean tcp_url?",
                        "line 6: sources.two.enabled must be true or false, not \"maybe\"",
                        "line 6: sources.two.type must be one of adsb, ais, aprs, gps, external, not \"abs\"",
                        "line 7: sources.three.type tle is not supported by this version; there is adsb, ais, aprs,"
                                + " gps, external",
                        "line 8: sources.four.callsign is missing: The call sign to log in with.",
                        "line 8: sources.four.igate_url must be like tcp://rotate.aprs2.net:14580, not \"http://x:1\"",
                        "line 8: sources.four.passcode must be at most 32767",
                        "line 9: sources.five.udp_port must be at least 1",
                        "line 10: sources.Six is a name with other characters than lower case letters, digits, - and _",
                        "line 11: sources.seven.broadcast is not supported by this version; leave it out or say false",
                        "line 11: sources.seven.mode chatkit is not supported by this version; there is online,"
                                + " offline",
                        "line 12: sources.eight.api_token is not supported by this version",
                        "line 13: sources.nine.type is missing: What the source speaks.");
    }

    @Test
    void whatTheSchemaCantSeeIsNamedToo() {
        var outcome = settings.parse("""
                sources:
                  one: {type: ais, tcp_url: "tcp://h:70000", idle_timeout: 1s}
                  two: {type: ais, tcp_url: "tcp://h:1", schedule: 30s}
                  three: {type: adsb, api_url: http://h/x, schedule: whenever}
                  four:
                    type: aprs
                    igate_url: tcp://h:1
                    callsign: N0CALL
                    passcode: 1234
                  five: {type: adsb, tcp_url: tcp://h:1, time_zone: Mars/Olympus}
                """);

        assertThat(outcome.problems())
                .extracting(SettingsProblem::path, SettingsProblem::line)
                .containsExactlyInAnyOrder(
                        tuple("sources.one.tcp_url", 2),
                        tuple("sources.one.idle_timeout", 2),
                        tuple("sources.two.schedule", 3),
                        tuple("sources.three.schedule", 4),
                        tuple("sources.four.passcode", 9),
                        tuple("sources.five.time_zone", 10));
    }

    @Test
    void textThatIsNoYamlIsNamedWithItsLine() {
        assertThat(settings.parse("sources:\n  a:\n\ttype: adsb\n").problems())
                .singleElement()
                .hasToString("line 3: is not YAML: indent with spaces, not tabs");
        assertThat(settings.parse("sources:\n  a: {type: adsb, schedule: */5 * * * *}\n")
                        .problems())
                .singleElement()
                .satisfies(problem -> assertThat(problem.line()).isEqualTo(2));
        assertThat(settings.parse("sources:\n  a: {type: external}\n  a: {type: external}\n")
                        .problems())
                .singleElement()
                .hasToString("line 3: sources.a is given twice; the first is in line 2");
        assertThat(settings.parse("sources:\n  a: {type: !!java.io.File [x]}\n").problems())
                .isNotEmpty();
    }

    @ParameterizedTest
    @CsvSource({"''", "'sources:'", "'sources: {}'", "'# nothing'"})
    void aFileWithoutSourcesIsGood(String yaml) {
        assertThat(settings.parse(yaml)).isEqualTo(new Settings.Outcome(List.of(), List.of()));
    }

    @Test
    void theShippedFileEnablesNothing() throws IOException {
        String shipped = Files.readString(Path.of("../config/agents.yml"));

        assertThat(settings.parse(shipped)).isEqualTo(new Settings.Outcome(List.of(), List.of()));
    }

    @Test
    void everyExampleOfTheShippedFileIsGood() throws IOException {
        String examples = Files.readString(Path.of("../config/agents.yml"))
                .replaceAll("(?m)^  # ([a-z-]+:)$", "  $1")
                .replaceAll("(?m)^  #   ", "    ");

        var outcome = settings.parse(examples);

        assertThat(outcome.problems()).isEmpty();
        assertThat(outcome.sources()).hasSizeGreaterThanOrEqualTo(7);
    }

    @Test
    void settingsOfARequestAreCheckedByTheSameSchema() {
        var good = settings.check("roof", "Roof", "adsb", true, Map.of("tcp_url", "tcp://h:1"));
        var wrong = settings.check(
                "roof", "Roof", "adsb", true, Map.of("tcp_url", "h:1", "api_url", "http://h/x", "type", "ais"));

        assertThat(good).isInstanceOf(Settings.One.Good.class);
        assertThat(wrong).isInstanceOfSatisfying(Settings.One.Wrong.class, refused -> assertThat(refused.problems())
                .extracting(SettingsProblem::path)
                .containsExactlyInAnyOrder("type", "", "tcp_url"));
    }

    /// The number for N0CALL is the one that the servers' documentation gives as its example.
    @ParameterizedTest
    @CsvSource({"N0CALL, 13023", "n0call-9, 13023"})
    void aPasscodeBelongsToItsCallSign(String callsign, int passcode) {
        assertThat(Passcode.of(callsign)).isEqualTo(passcode);
    }
}
