package org.vtoc.server.station;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.vtoc.server.platform.db.Databases;
import org.vtoc.server.platform.db.StationDatabase;
import org.vtoc.server.platform.http.Route;
import org.vtoc.server.platform.http.Stations;

/// The stations that this center serves, the first one first. Thread-safe.
public final class StationDirectory implements Stations {
    private static final String LOGISTICS = "logistics";

    private final Databases databases;
    private final StationStore store = new StationStore();
    private volatile List<Station> stations;

    private StationDirectory(Databases databases) {
        this.databases = databases;
        this.stations = read();
    }

    public static StationDirectory open(Databases databases) {
        return new StationDirectory(databases);
    }

    public List<Route> routes() {
        return new StationResource(this).routes();
    }

    private List<Station> read() {
        List<Station> known = databases.control().withHandle(store::all);
        return databases.stations().stream()
                .map(StationDatabase::slug)
                .flatMap(slug -> known.stream().filter(station -> station.slug().equals(slug)))
                .toList();
    }

    List<Station> all() {
        return stations;
    }

    Optional<Station> station(String slug) {
        return stations.stream().filter(station -> station.slug().equals(slug)).findFirst();
    }

    @Override
    public List<String> served() {
        return stations.stream().map(Station::slug).toList();
    }

    /// Reads `_` as `-`, upper case as lower case, and `log` as `logistics`.
    @Override
    public Optional<String> find(String text) {
        String slug = text.strip().toLowerCase(Locale.ROOT).replace('_', '-');
        String known = slug.equals("log") ? LOGISTICS : slug;
        return station(known).map(Station::slug);
    }
}
