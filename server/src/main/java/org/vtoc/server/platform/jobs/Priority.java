package org.vtoc.server.platform.jobs;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.stream.Stream;

/// Which of two due jobs of one kind is begun first.
public enum Priority {
    @JsonProperty("high")
    HIGH(0),
    @JsonProperty("normal")
    NORMAL(1),
    @JsonProperty("low")
    LOW(2);

    private final int place;

    Priority(int place) {
        this.place = place;
    }

    /// As the database has it, the first one first.
    int place() {
        return place;
    }

    static Priority of(int place) {
        return Stream.of(values())
                .filter(priority -> priority.place == place)
                .findFirst()
                .orElseThrow();
    }
}
