package org.vtoc.server.testing;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.vtoc.server.platform.http.Stations;

/// Stations that are only names.
public record TestStations(List<String> served) implements Stations {
    @Override
    public Optional<String> find(String text) {
        String slug = text.toLowerCase(Locale.ROOT).replace('_', '-');
        return Optional.of(slug.equals("log") ? "logistics" : slug).filter(served::contains);
    }
}
