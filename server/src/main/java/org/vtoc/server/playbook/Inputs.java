package org.vtoc.server.playbook;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import org.vtoc.server.platform.error.FieldError;
import org.vtoc.server.platform.error.ProblemException;
import org.vtoc.server.playbook.graph.Playbook;

/// What a run is given, against what its playbook asks for.
final class Inputs {
    private Inputs() {}

    /// The inputs with what is standard filled in.
    ///
    /// @throws StepFailure one is missing or of the wrong type
    static ObjectNode complete(Playbook playbook, ObjectNode given) throws StepFailure {
        ObjectNode inputs = given.objectNode();
        List<FieldError> errors = read(playbook, given, inputs);
        if (!errors.isEmpty()) {
            FieldError first = errors.getFirst();
            throw new StepFailure("playbook %s: %s %s".formatted(playbook.id(), first.field(), first.message()));
        }
        return inputs;
    }

    /// The same for a request; every problem is named.
    static ObjectNode asked(Playbook playbook, ObjectNode given) {
        ObjectNode inputs = given.objectNode();
        List<FieldError> errors = read(playbook, given, inputs);
        if (!errors.isEmpty()) {
            throw ProblemException.invalid(errors.stream()
                    .map(error -> new FieldError("input." + error.field(), error.message()))
                    .toList());
        }
        return inputs;
    }

    private static List<FieldError> read(Playbook playbook, ObjectNode given, ObjectNode inputs) {
        var errors = new ArrayList<FieldError>();
        given.fieldNames().forEachRemaining(name -> {
            if (!playbook.inputs().containsKey(name)) {
                errors.add(new FieldError(
                        name,
                        "is unknown; known are "
                                + String.join(", ", playbook.inputs().keySet())));
            }
        });
        playbook.inputs().forEach((name, input) -> {
            JsonNode value = given.get(name);
            if (value == null || value.isNull()) {
                if (input.standard().isPresent()) {
                    inputs.set(name, input.standard().get());
                } else if (input.required()) {
                    errors.add(new FieldError(name, "is missing"));
                }
            } else {
                input.problem(value).ifPresent(problem -> errors.add(new FieldError(name, problem)));
                inputs.set(name, value);
            }
        });
        return errors;
    }
}
