package org.vtoc.server.connector.settings;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.vtoc.server.platform.config.Schedule;
import org.vtoc.server.platform.http.Json;

/// One source as its settings ask for it, checked.
///
/// @param station the station asked for, as written; empty: the first one served
/// @param mode `online` or `offline`
/// @param scheduleText the schedule as written, or the default
/// @param silentAfter a source without a byte for this long counts as silent
/// @param own the settings that are the type's and the connector's own, as written, without type, name and enabled
public record SourceSettings(
        String slug,
        String name,
        String type,
        boolean enabled,
        Optional<String> station,
        String mode,
        Schedule schedule,
        String scheduleText,
        Input input,
        Input.Format format,
        Duration silentAfter,
        Map<String, Object> own) {
    private static final List<String> COLUMNS = List.of("type", "name", "enabled", "station_role");
    private static final TypeReference<Map<String, Object>> MAP = new TypeReference<>() {};

    public SourceSettings {
        own = Map.copyOf(own);
    }

    /// The same at another station.
    public SourceSettings at(String another) {
        return new SourceSettings(
                slug,
                name,
                type,
                enabled,
                Optional.of(another),
                mode,
                schedule,
                scheduleText,
                input,
                format,
                silentAfter,
                own);
    }

    /// What is kept beside the columns that every source has.
    static Map<String, Object> own(JsonNode settings) {
        ObjectNode rest = settings.deepCopy();
        rest.remove(COLUMNS);
        return Json.MAPPER.convertValue(rest, MAP);
    }
}
