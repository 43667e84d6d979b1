package org.vtoc.server.playbook;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.vtoc.server.platform.config.SettingsProblem;
import org.vtoc.server.platform.http.Answer;
import org.vtoc.server.platform.http.Exchange;
import org.vtoc.server.platform.http.Route;
import org.vtoc.server.platform.security.Access;
import org.vtoc.server.playbook.graph.Input;
import org.vtoc.server.playbook.graph.Playbook;

/// The HTTP door of the catalogue and the tools.
final class CatalogueResource {
    private final Playbooks playbooks;

    CatalogueResource(Playbooks playbooks) {
        this.playbooks = playbooks;
    }

    List<Route> routes() {
        return List.of(
                Route.get("/stations/{station}/playbooks", Access.viewer(), this::list)
                        .summary("The playbooks that may run in a station")
                        .inPages()
                        .answers(200, PlaybookPage.class),
                Route.get("/agentkit/catalogue", Access.admin(), this::catalogue)
                        .summary("The file of the playbooks, and what is wrong with it now")
                        .answers(200, CatalogueView.class),
                Route.get("/agent-actions/tools", Access.viewer(), this::tools)
                        .summary("The tools that steps can call")
                        .inPages()
                        .answers(200, ToolPage.class));
    }

    /// @param nodes its graph
    record PlaybookView(
            String id, String title, String description, Map<String, InputView> inputs, List<RunView.Node> nodes) {
        static PlaybookView of(Playbook playbook) {
            return new PlaybookView(
                    playbook.id(),
                    playbook.title(),
                    playbook.description(),
                    views(playbook.inputs()),
                    RunView.Node.of(playbook));
        }
    }

    /// @param type text, number, integer, boolean, time, list or object
    record InputView(
            String type, boolean required, Optional<JsonNode> defaultValue, List<String> choices, String description) {}

    private static Map<String, InputView> views(Map<String, Input> inputs) {
        var views = new LinkedHashMap<String, InputView>();
        inputs.forEach((name, input) -> views.put(
                name,
                new InputView(
                        input.type().wireName(),
                        input.required(),
                        input.standard(),
                        input.choices(),
                        input.description())));
        return views;
    }

    /// For the API document.
    record PlaybookPage(List<PlaybookView> items, Optional<String> next) {}

    /// @param file where it is
    /// @param playbooks how many are in force
    record CatalogueView(String file, int playbooks, List<Problem> problems) {}

    /// @param line 1-based; 0 where it is about the file as a whole
    record Problem(int line, String path, String message) {
        static Problem of(SettingsProblem problem) {
            return new Problem(problem.line(), problem.path(), problem.message());
        }
    }

    /// @param effect reads, writes, or dangerous: needs an approval
    record ToolView(String name, String description, String effect, Map<String, InputView> arguments) {
        static ToolView of(Tool.Spec spec) {
            return new ToolView(
                    spec.name(),
                    spec.description(),
                    spec.effect().name().toLowerCase(Locale.ROOT),
                    views(spec.arguments()));
        }
    }

    /// For the API document.
    record ToolPage(List<ToolView> items, Optional<String> next) {}

    private Answer list(Exchange exchange) {
        String station = exchange.readable().getFirst();
        return Answer.ok(exchange.page(playbooks.file().content().playbooks().values().stream()
                .filter(playbook -> playbook.runsIn(station))
                .map(PlaybookView::of)
                .toList()));
    }

    private Answer catalogue(Exchange exchange) {
        PlaybookFile.Content content = playbooks.file().content();
        return Answer.ok(new CatalogueView(
                playbooks.file().path().toString(),
                content.playbooks().size(),
                content.problems().stream().map(Problem::of).toList()));
    }

    private Answer tools(Exchange exchange) {
        return Answer.ok(exchange.page(playbooks.tools().all().stream()
                .map(tool -> ToolView.of(tool.spec()))
                .toList()));
    }
}
