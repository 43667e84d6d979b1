package org.vtoc.server.station;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.vtoc.server.platform.db.Databases;
import org.vtoc.server.platform.db.StationDatabase;
import org.vtoc.server.platform.db.StationSpec;
import org.vtoc.server.platform.error.ProblemException;
import org.vtoc.server.platform.error.RequestError;
import org.vtoc.server.platform.http.Exchange;
import org.vtoc.server.platform.http.Route;
import org.vtoc.server.platform.http.Stations;

/// The stations that this center serves, the first one first. Thread-safe.
public final class StationDirectory implements Stations {
    private static final String LOGISTICS = "logistics";

    /// Is told of a station made while the center runs, before anyone can ask for it.
    @FunctionalInterface
    public interface Listener {
        void added(Station station, StationDatabase database, Exchange by);
    }

    private final Databases databases;
    private final List<Listener> listeners = new CopyOnWriteArrayList<>();
    private final StationStore store = new StationStore();
    private volatile List<Station> stations;

    private StationDirectory(Databases databases) {
        this.databases = databases;
        this.stations = read();
    }

    public static StationDirectory open(Databases databases) {
        return new StationDirectory(databases);
    }

    public void whenAdded(Listener listener) {
        listeners.add(listener);
    }

    /// Makes a station with its database and role.
    ///
    /// @throws ProblemException 409 the slug or the call sign is taken
    synchronized Station add(StationSpec spec, Exchange by) {
        boolean taken = databases.control().withHandle(store::all).stream()
                .anyMatch(known ->
                        known.slug().equals(spec.slug()) || known.callsign().equalsIgnoreCase(spec.callsign()));
        if (taken) {
            throw ProblemException.of(
                    RequestError.WRONG_STATE,
                    "There is a station %s or call sign %s already.".formatted(spec.slug(), spec.callsign()));
        }
        StationDatabase database = databases.addStation(spec);
        List<Station> now = read();
        Station made = now.stream()
                .filter(station -> station.slug().equals(spec.slug()))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("the station just made is not listed"));
        listeners.forEach(listener -> listener.added(made, database, by));
        stations = now;
        return made;
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
