package org.vtoc.server.platform.db;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import org.vtoc.server.platform.config.StartRefused;

/// A station as the settings name it.
///
/// @param slug lower case, words joined by `-`; its database is `vtoc_<slug with _>`
/// @param name for people
/// @param callsign its name on the air and of its channel, unique
/// @param role what kind of station it is
public record StationSpec(String slug, String name, String callsign, Role role) {
    /// Kinds of stations.
    public enum Role {
        OPS,
        INTEL,
        LOGISTICS,
        OTHER;

        /// As the database and the API spell it.
        public String text() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /// With its prefix it stays below PostgreSQL's 63 bytes for a name.
    static final int MAX_SLUG = 40;

    private static final Pattern SLUG = Pattern.compile("[a-z0-9]+(-[a-z0-9]+)*");

    /// @throws IllegalArgumentException if the slug isn't one
    public StationSpec {
        if (slug.length() > MAX_SLUG || !SLUG.matcher(slug).matches()) {
            throw new IllegalArgumentException(
                    "\"%s\" is not a station slug: lower case letters, digits and single hyphens, at most %d characters"
                            .formatted(slug, MAX_SLUG));
        }
    }

    /// The station's usual name and call sign: `ops`, `intel` and `logistics` have theirs, `sar-north` becomes
    /// "Sar North" and SAR-NORTH. Reads `_` as `-`, upper case as lower case, and `log` as `logistics`.
    ///
    /// @throws IllegalArgumentException if the text can't be read as a slug
    public static StationSpec of(String text) {
        String slug = text.strip().toLowerCase(Locale.ROOT).replace('_', '-');
        return switch (slug) {
            case "ops" -> new StationSpec(slug, "Operations", "OPS", Role.OPS);
            case "intel" -> new StationSpec(slug, "Intelligence", "INTEL", Role.INTEL);
            case "logistics", "log" -> new StationSpec("logistics", "Logistics", "LOG", Role.LOGISTICS);
            default -> new StationSpec(slug, titled(slug), slug.toUpperCase(Locale.ROOT), Role.OTHER);
        };
    }

    /// Reads a list such as `ops,intel,sar-north`; a station named twice counts once.
    ///
    /// @throws StartRefused if the list is empty or an entry isn't a slug
    public static List<StationSpec> list(String text) {
        var stations = new LinkedHashMap<String, StationSpec>();
        try {
            for (String entry : List.of(text.split(","))) {
                if (!entry.isBlank()) {
                    StationSpec station = of(entry);
                    stations.putIfAbsent(station.slug(), station);
                }
            }
        } catch (IllegalArgumentException e) {
            throw new StartRefused(e.getMessage() + ".\nCorrect --stations (or VTOC_STATIONS).", e);
        }
        if (stations.isEmpty()) {
            throw new StartRefused("No station is given.\nName at least one: --stations ops,intel,logistics");
        }
        return List.copyOf(stations.values());
    }

    private static String titled(String slug) {
        var title = new StringBuilder();
        for (String word : List.of(slug.split("-"))) {
            if (!word.isEmpty()) {
                title.append(title.isEmpty() ? "" : " ")
                        .append(word.substring(0, 1).toUpperCase(Locale.ROOT))
                        .append(word.substring(1));
            }
        }
        return title.toString();
    }
}
