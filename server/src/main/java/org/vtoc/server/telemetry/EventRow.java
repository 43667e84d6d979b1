package org.vtoc.server.telemetry;

import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.vtoc.decode.Kind;

/// One fact on its way into the table. Mutable and confined to the thread that reads it until it is handed to the
/// writer, because one is made per fact. Absent numbers are `NaN`, absent texts null.
final class EventRow {
    /// Texts longer than this are refused.
    static final int MAX_KEY = 255;

    static final int MAX_TRACK_ID = 128;

    private static final Map<String, Kind> KIND_OF_TYPE = Map.of(
            "icao", Kind.AIRCRAFT,
            "mmsi", Kind.VESSEL,
            "aprs", Kind.STATION,
            "norad", Kind.SATELLITE);

    /// The row's place in the request, from 0.
    int index;

    UUID id = new UUID(0, 0);
    /// Microseconds since 1970.
    long eventTime;

    long receivedAt;
    int source;
    Kind kind = Kind.OTHER;
    Affiliation affiliation = Affiliation.UNKNOWN;

    @Nullable
    String trackId;

    double latitude = Double.NaN;
    double longitude = Double.NaN;
    double altitude = Double.NaN;
    double heading = Double.NaN;
    double course = Double.NaN;
    double speed = Double.NaN;

    @Nullable
    String eventKey;

    byte @Nullable [] payload;

    @Nullable
    String raw;

    /// The name in the payload, for the track.
    @Nullable
    String name;

    private boolean nameIsBest;

    /// Tells this payload's set of fields from another set of the same source.
    int shape;

    /// The slug of the source, for the track.
    String sourceSlug = "";

    boolean hasPosition() {
        return !Double.isNaN(latitude);
    }

    /// Notes a field of the payload: its name tells the set of fields, its text may name the track, a name before a
    /// call sign.
    void noteField(String field) {
        shape = shape * 31 + field.hashCode();
    }

    void offerName(String field, String value) {
        boolean best = field.equals("name");
        boolean sign = field.equals("callsign") || field.equals("flight");
        if ((best || (sign && !nameIsBest)) && !value.isBlank() && value.length() <= 64) {
            name = value.strip();
            nameIsBest = best;
        }
    }

    /// Tells rows apart that say different things of a track: a newer row of the same source and aspect says all that
    /// the older one said.
    int aspect() {
        int given = (hasPosition() ? 1 : 0)
                | (Double.isNaN(altitude) ? 0 : 2)
                | (Double.isNaN(heading) ? 0 : 4)
                | (Double.isNaN(course) ? 0 : 8)
                | (Double.isNaN(speed) ? 0 : 16)
                | (name == null ? 0 : 32)
                | (affiliation == Affiliation.UNKNOWN ? 0 : 64)
                | (kind == Kind.OTHER ? 0 : 128);
        return shape * 31 + given;
    }

    /// The one degree square of the position, 0 to 64,799.
    int cell() {
        return cell(latitude, longitude);
    }

    static int cell(double latitude, double longitude) {
        int row = Math.min(179, (int) Math.floor(latitude + 90));
        int column = Math.min(359, (int) Math.floor(longitude + 180));
        return row * 360 + column;
    }

    /// What a track is that nobody gave a kind, by the type in its id.
    static Kind kindOf(String trackId) {
        int colon = trackId.indexOf(':');
        return colon < 0 ? Kind.OTHER : KIND_OF_TYPE.getOrDefault(trackId.substring(0, colon), Kind.OTHER);
    }

    /// Takes the given fields of a correction; those that it gives as null become absent.
    void correct(EventRow change, Set<String> given) {
        for (String field : given) {
            switch (field) {
                case "kind" -> kind = change.kind;
                case "affiliation" -> affiliation = change.affiliation;
                case "latitude" -> latitude = change.latitude;
                case "longitude" -> longitude = change.longitude;
                case "altitude" -> altitude = change.altitude;
                case "heading" -> heading = change.heading;
                case "course" -> course = change.course;
                case "speed" -> speed = change.speed;
                case "payload" -> payload = change.payload;
                default -> throw new IllegalArgumentException(field + " can't be corrected");
            }
        }
    }

    /// Roughly the memory that the row holds while it waits.
    int weight() {
        return 200
                + (payload == null ? 0 : payload.length)
                + (raw == null ? 0 : raw.length())
                + (eventKey == null ? 0 : eventKey.length());
    }
}
