package org.vtoc.decode;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import org.assertj.core.data.Offset;

/// Compares a fact with an expected decode, within the tolerances that the data set names: positions 2e-5 degrees,
/// speeds 0.3 m/s, courses and headings 1 degree, altitudes 1 m. A key that is absent or null means not available.
public record Expected(JsonNode entry, Observation observation) {
    public void number(String key, double value, double factor, double tolerance) {
        var expected = entry.get(key);
        if (expected == null || expected.isNull()) {
            assertThat(value).as("%s of %s", key, entry).isNaN();
        } else {
            assertThat(value)
                    .as("%s of %s", key, entry)
                    .isCloseTo(expected.asDouble() * factor, Offset.offset(tolerance));
        }
    }

    public void field(String key, String name) {
        var expected = entry.get(key);
        if (expected == null || expected.isNull()) {
            assertThat(observation.fields()).as("%s of %s", key, entry).doesNotContainKey(name);
        } else {
            assertThat(String.valueOf(observation.fields().get(name)))
                    .as("%s of %s", key, entry)
                    .isEqualTo(expected.asText());
        }
    }

    public void numberField(String key, String name, double factor, double tolerance) {
        number(key, (Double) observation.fields().getOrDefault(name, Double.NaN), factor, tolerance);
    }

    public void position() {
        number("lat", observation.latitude(), 1, 2e-5);
        number("lon", observation.longitude(), 1, 2e-5);
    }

    public void motion() {
        number("speed_kn", observation.speed(), 1852.0 / 3600, 0.3);
        number("course_deg", observation.course(), 1, 1);
    }
}
