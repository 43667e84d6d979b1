package org.vtoc.server.connector.demo;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import org.vtoc.server.platform.http.Json;

/// A single aircraft.json, moved on: every aircraft flies on along its track at its ground speed from where the
/// snapshot saw it, and is back there at the beginning of each loop.
final class Aircraft {
    private static final double EARTH_METERS = 6_371_008.8;
    private static final double METERS_PER_SECOND_PER_KNOT = 1852.0 / 3600.0;

    private final JsonNode snapshot;
    private final Instant began;
    private final Duration loop;

    Aircraft(String resource, Instant began, Duration loop) {
        try (InputStream stream = Recording.open(resource)) {
            snapshot = Json.MAPPER.readTree(stream);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
        this.began = began;
        this.loop = loop;
    }

    /// The document as a receiver would write it at this time.
    byte[] at(Instant now) {
        double elapsed = (Duration.between(began, now).toMillis() % loop.toMillis()) / 1000.0;
        ObjectNode document = snapshot.deepCopy();
        document.put("now", now.toEpochMilli() / 1000.0);
        document.path("aircraft").forEach(aircraft -> {
            if (aircraft instanceof ObjectNode one && one.has("lat") && one.has("gs") && one.has("track")) {
                move(one, elapsed);
            }
        });
        try {
            return Json.MAPPER.writeValueAsBytes(document);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    /// The point at a distance and bearing on a sphere with the mean radius of the earth (R. W. Sinnott's and
    /// E. Williams' Aviation Formulary, "Lat/lon given radial and distance").
    private static void move(ObjectNode aircraft, double elapsed) {
        double distance = aircraft.path("gs").asDouble() * METERS_PER_SECOND_PER_KNOT * elapsed / EARTH_METERS;
        double bearing = Math.toRadians(aircraft.path("track").asDouble());
        double latitude = Math.toRadians(aircraft.path("lat").asDouble());
        double longitude = Math.toRadians(aircraft.path("lon").asDouble());
        double there = Math.asin(
                Math.sin(latitude) * Math.cos(distance) + Math.cos(latitude) * Math.sin(distance) * Math.cos(bearing));
        double east = Math.atan2(
                Math.sin(bearing) * Math.sin(distance) * Math.cos(latitude),
                Math.cos(distance) - Math.sin(latitude) * Math.sin(there));
        aircraft.put("lat", rounded(Math.toDegrees(there)));
        aircraft.put("lon", rounded(Math.IEEEremainder(Math.toDegrees(longitude + east), 360)));
    }

    private static double rounded(double degrees) {
        return Math.round(degrees * 1e6) / 1e6;
    }
}
