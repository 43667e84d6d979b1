package org.vtoc.server.playbook.graph;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;

/// A checked playbook.
///
/// @param stations slugs of the stations that it may run in; empty: all
/// @param timeout how long a run may take in all, waiting included
/// @param onFailure the step that begins what is done after a failure
/// @param output what the run's result is made of; empty: the last step's output
/// @param steps in the order of the file; a run begins with the first
/// @param definition what it was read from
public record Playbook(
        String id,
        String title,
        String description,
        List<String> stations,
        Map<String, Input> inputs,
        Duration timeout,
        Optional<String> onFailure,
        Optional<JsonNode> output,
        SequencedMap<String, Step> steps,
        ObjectNode definition) {
    public Playbook {
        stations = List.copyOf(stations);
        inputs = Collections.unmodifiableMap(new LinkedHashMap<>(inputs));
        steps = Collections.unmodifiableSequencedMap(new LinkedHashMap<>(steps));
    }

    public Step step(String id) {
        Step step = steps.get(id);
        if (step == null) {
            throw new IllegalStateException("playbook %s has no step %s".formatted(this.id, id));
        }
        return step;
    }

    public String first() {
        return steps.firstEntry().getKey();
    }

    public boolean runsIn(String station) {
        return stations.isEmpty() || stations.contains(station);
    }
}
