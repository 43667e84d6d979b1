package org.vtoc.server.documents;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.vtoc.server.ServerConfig;
import org.vtoc.server.Wiring;
import org.vtoc.server.platform.db.DataFolder;
import org.vtoc.server.platform.db.StationSpec;
import org.vtoc.server.platform.http.HttpConfig;
import org.vtoc.server.playbook.PlaybookConfig;
import org.vtoc.server.telemetry.TelemetryConfig;
import org.vtoc.server.testing.Api;
import org.vtoc.server.testing.TestCenter;
import org.vtoc.server.testing.TestPostgres;

/// Runs the examples of the API's document, one after the other, as a shell would: of the shell it knows variables,
/// quotes, and the options of curl that the document uses.
class ApiExamplesTest {
    private static final Path DOCUMENT = Path.of("..", "docs", "operator", "api.md");
    private static final Pattern BLOCK = Pattern.compile("```(sh|json)( \\d+)?\n(.*?)```", Pattern.DOTALL);
    private static final Pattern ASSIGNMENT = Pattern.compile("([A-Z]+)=\\$\\((.*) \\| jq -r \\.(\\w+)\\)");
    private static final Pattern VARIABLE = Pattern.compile("\\$([A-Z]+)");
    private static final String ANYTHING = "…";
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Map<String, String> variables = new HashMap<>();
    private Optional<Api.Reply> last = Optional.empty();

    @Test
    void everyExampleAnswersAsTheDocumentSays() throws IOException {
        try (DataFolder folder = DataFolder.open(TestPostgres.newFolder("api-examples"));
                Wiring center = Wiring.start(config(folder), folder, InstantSource.system())) {
            variables.put("VTOC", center.server().address());
            variables.put("USERNAME", "admin");
            variables.put("PASSWORD", TestCenter.PASSWORD);
            int checked = 0;
            Matcher block = BLOCK.matcher(Files.readString(DOCUMENT));
            while (block.find()) {
                String text = block.group(3).strip();
                if (block.group(1).equals("json")) {
                    check(Integer.parseInt(block.group(2).strip()), text);
                    checked++;
                } else if (!text.startsWith("VTOC=")) {
                    run(text);
                }
            }
            assertThat(checked).isGreaterThan(10);
        }
    }

    private static ServerConfig config(DataFolder folder) {
        return new ServerConfig(
                HttpConfig.local(0),
                folder.path(),
                Optional.empty(),
                Optional.empty(),
                StationSpec.list("ops,intel,logistics"),
                "admin",
                Optional.of(TestCenter.PASSWORD),
                Path.of("no-such-file.yml"),
                PlaybookConfig.of(Path.of("no-such-file.yml")),
                Optional.empty(),
                TelemetryConfig.defaults(),
                false);
    }

    private void run(String line) {
        Matcher assignment = ASSIGNMENT.matcher(line);
        if (assignment.matches()) {
            Api.Reply reply = curl(words(assignment.group(2)));
            assertThat(reply.status()).as(line).isLessThan(300);
            variables.put(assignment.group(1), reply.at("/" + assignment.group(3)));
        } else {
            last = Optional.of(curl(words(line)));
        }
    }

    private Api.Reply curl(List<String> words) {
        assertThat(words.getFirst()).isEqualTo("curl");
        String base = variables.getOrDefault("VTOC", "");
        Api api = Api.at(base);
        String method = "";
        String path = "";
        Optional<String> body = Optional.empty();
        for (int i = 1; i < words.size(); i++) {
            switch (words.get(i)) {
                case "-s" -> {}
                case "-X" -> method = words.get(++i);
                case "-d" -> body = Optional.of(words.get(++i));
                case "-H" -> {
                    String[] header = words.get(++i).split(": ", 2);
                    api = api.header(header[0], header[1]);
                }
                default -> {
                    assertThat(words.get(i)).startsWith(base);
                    path = "/" + words.get(i).substring(base.length());
                }
            }
        }
        String implied = body.isPresent() ? "POST" : "GET";
        return api.send(method.isEmpty() ? implied : method, path, body);
    }

    /// Splits as a shell does: double quotes and bare words have variables replaced, single quotes keep all as it is.
    private List<String> words(String line) {
        var words = new ArrayList<String>();
        var word = new StringBuilder();
        int at = 0;
        while (at < line.length()) {
            char c = line.charAt(at);
            if (c == '\'' || c == '"') {
                int end = line.indexOf(c, at + 1);
                String quoted = line.substring(at + 1, end);
                word.append(c == '"' ? filled(quoted) : quoted);
                at = end + 1;
            } else if (c == ' ') {
                words.add(word.toString());
                word.setLength(0);
                at++;
            } else {
                int end = at;
                while (end < line.length() && "'\" ".indexOf(line.charAt(end)) < 0) {
                    end++;
                }
                word.append(filled(line.substring(at, end)));
                at = end;
            }
        }
        words.add(word.toString());
        return words;
    }

    private String filled(String text) {
        return VARIABLE.matcher(text).replaceAll(match -> {
            String value = variables.get(match.group(1));
            assertThat(value).as(match.group()).isNotNull();
            return Matcher.quoteReplacement(String.valueOf(value));
        });
    }

    private void check(int status, String expected) throws IOException {
        Api.Reply reply = last.orElseThrow();
        assertThat(reply.status()).as(reply.text()).isEqualTo(status);
        if (!expected.isEmpty()) {
            contains(reply.body(), JSON.readTree(expected), "");
        }
    }

    /// Whether an answer has all that is expected of it; it may have more.
    private static void contains(JsonNode answer, JsonNode expected, String where) {
        if (expected.isTextual() && expected.textValue().equals(ANYTHING)) {
            assertThat(answer.isMissingNode() || answer.isNull()).as(where).isFalse();
        } else if (expected.isObject()) {
            expected.properties()
                    .forEach(field ->
                            contains(answer.path(field.getKey()), field.getValue(), where + "/" + field.getKey()));
        } else if (expected.isArray()) {
            assertThat(answer.size()).as(where).isEqualTo(expected.size());
            for (int i = 0; i < expected.size(); i++) {
                contains(answer.path(i), expected.get(i), where + "/" + i);
            }
        } else {
            assertThat(answer).as(where).isEqualTo(expected);
        }
    }
}
