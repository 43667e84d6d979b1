package org.vtoc.server.geofence;

import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.random.RandomGenerator;
import org.vtoc.server.audit.Audit;
import org.vtoc.server.platform.db.OrderedIds;
import org.vtoc.server.platform.db.StationDatabase;
import org.vtoc.server.platform.http.Route;
import org.vtoc.server.telemetry.Picture;

/// The fences of all stations. Thread-safe.
public final class Geofences implements AutoCloseable {
    private final Map<String, StationFences> stations = new ConcurrentHashMap<>();
    private final Picture picture;
    private final Audit audit;
    private final InstantSource clock;
    private final Duration retention;
    private final OrderedIds ids;

    private Geofences(Picture picture, Audit audit, InstantSource clock, Duration retention, RandomGenerator random) {
        this.picture = picture;
        this.audit = audit;
        this.clock = clock;
        this.retention = retention;
        this.ids = new OrderedIds(clock, random);
    }

    /// Reads the stations' fences and starts to watch.
    ///
    /// @param retention crossings older than this are deleted
    public static Geofences start(
            List<StationDatabase> databases,
            Picture picture,
            Audit audit,
            InstantSource clock,
            Duration retention,
            RandomGenerator random) {
        var geofences = new Geofences(picture, audit, clock, retention, random);
        databases.forEach(geofences::serve);
        return geofences;
    }

    /// Takes one more station in, made while the center runs; its tracks must be in the picture by then.
    public void serve(StationDatabase database) {
        var station = new StationFences(database, picture, clock, retention, this::newId);
        stations.put(station.slug, station);
        station.start();
    }

    UUID newId() {
        return ids.next();
    }

    public List<Route> routes() {
        var routes = new ArrayList<Route>();
        routes.addAll(new CrossingResource(this, clock).routes());
        routes.addAll(new GeofenceResource(this, audit).routes());
        return routes;
    }

    StationFences at(String station) {
        StationFences found = stations.get(station);
        if (found == null) {
            throw new IllegalStateException("station " + station + " is not served");
        }
        return found;
    }

    /// Crossings published after one version of the picture and up to another, oldest first per station, as JSON texts;
    /// empty where some are no longer known.
    public Optional<List<String>> crossingsSince(long after, long upTo, List<String> wanted) {
        var found = new ArrayList<String>();
        for (String station : wanted) {
            Optional<List<String>> crossings = at(station).recent.between(after, upTo);
            if (crossings.isEmpty()) {
                return Optional.empty();
            }
            found.addAll(crossings.get());
        }
        return Optional.of(found);
    }

    /// The newest few crossings of each station up to a version, oldest first, as JSON texts.
    public List<String> newestCrossings(int most, long upTo, List<String> wanted) {
        var found = new ArrayList<String>();
        wanted.forEach(station -> found.addAll(at(station).recent.newest(most, upTo)));
        return found;
    }

    @Override
    public void close() {
        stations.values().forEach(StationFences::close);
    }
}
