package org.vtoc.server.telemetry;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.vtoc.decode.Kind;
import org.vtoc.server.platform.http.Json;

/// The newest state of one thing at one station: of each value the newest fact by event time. Immutable; its JSON is
/// made once, however many browsers it goes to.
public final class Track {
    final String station;
    final String id;
    final Kind kind;
    final String name;
    final long nameTime;
    final Affiliation affiliation;
    final long affiliationTime;
    /// What an operator said; it wins over what sources say.
    final Optional<Affiliation> assigned;
    final Reading latitude;
    final Reading longitude;
    final Reading altitude;
    final Reading heading;
    final Reading course;
    final Reading speed;
    /// Of the newest fact of all, microseconds since 1970, and the slug of its source.
    final long eventTime;

    final String source;
    final long version;
    private volatile @Nullable String json;

    private Track(Track before, EventRow row, long version) {
        boolean newest = row.eventTime >= before.eventTime;
        this.station = before.station;
        this.id = before.id;
        // A message without a position often can't tell what sent it: it names the kind only while nobody else has.
        boolean tells = newest && row.kind != Kind.OTHER && (row.hasPosition() || !before.hasPosition());
        this.kind = before.kind == Kind.OTHER || tells ? row.kind : before.kind;
        boolean named = row.name != null && row.eventTime >= before.nameTime;
        this.name = named && row.name != null ? row.name : before.name;
        this.nameTime = named ? row.eventTime : before.nameTime;
        boolean judged = row.affiliation != Affiliation.UNKNOWN && row.eventTime >= before.affiliationTime;
        this.affiliation = judged ? row.affiliation : before.affiliation;
        this.affiliationTime = judged ? row.eventTime : before.affiliationTime;
        this.assigned = before.assigned;
        this.latitude = before.latitude.or(row.latitude, row);
        this.longitude = before.longitude.or(row.longitude, row);
        this.altitude = before.altitude.or(row.altitude, row);
        this.heading = before.heading.or(row.heading, row);
        this.course = before.course.or(row.course, row);
        this.speed = before.speed.or(row.speed, row);
        this.eventTime = newest ? row.eventTime : before.eventTime;
        this.source = newest ? row.sourceSlug : before.source;
        this.version = version;
    }

    private Track(Track before, Optional<Affiliation> assigned, long version) {
        this.station = before.station;
        this.id = before.id;
        this.kind = before.kind;
        this.name = before.name;
        this.nameTime = before.nameTime;
        this.affiliation = before.affiliation;
        this.affiliationTime = before.affiliationTime;
        this.assigned = assigned;
        this.latitude = before.latitude;
        this.longitude = before.longitude;
        this.altitude = before.altitude;
        this.heading = before.heading;
        this.course = before.course;
        this.speed = before.speed;
        this.eventTime = before.eventTime;
        this.source = before.source;
        this.version = version;
    }

    private Track(String station, String id) {
        this.station = station;
        this.id = id;
        this.kind = Kind.OTHER;
        this.name = "";
        this.nameTime = Long.MIN_VALUE;
        this.affiliation = Affiliation.UNKNOWN;
        this.affiliationTime = Long.MIN_VALUE;
        this.assigned = Optional.empty();
        this.latitude = Reading.NONE;
        this.longitude = Reading.NONE;
        this.altitude = Reading.NONE;
        this.heading = Reading.NONE;
        this.course = Reading.NONE;
        this.speed = Reading.NONE;
        this.eventTime = Long.MIN_VALUE;
        this.source = "";
        this.version = 0;
    }

    /// A track of which nothing is known yet.
    static Track unknown(String station, String id) {
        return new Track(station, id);
    }

    /// This track with what the row says, where that is newer.
    Track with(EventRow row, long newVersion) {
        return new Track(this, row, newVersion);
    }

    /// This track with what an operator says of it.
    Track judged(Optional<Affiliation> said, long newVersion) {
        return new Track(this, said, newVersion);
    }

    public String station() {
        return station;
    }

    public Kind kind() {
        return kind;
    }

    /// Empty where nobody gave it one.
    public String name() {
        return name;
    }

    /// What an operator said, or else what sources say.
    public Affiliation affiliation() {
        return assigned.orElse(affiliation);
    }

    /// Degrees; `NaN` without a position.
    public double latitude() {
        return latitude.value();
    }

    /// Degrees; `NaN` without a position.
    public double longitude() {
        return longitude.value();
    }

    /// Metres; `NaN` where unknown.
    public double altitude() {
        return altitude.value();
    }

    /// When it was at its position; the time of the newest fact without one.
    public Instant positionTime() {
        return Times.instant(hasPosition() ? latitude.time() : eventTime);
    }

    public String id() {
        return id;
    }

    public long version() {
        return version;
    }

    public boolean hasPosition() {
        return latitude.isKnown();
    }

    public boolean isIn(Area area) {
        return hasPosition() && area.contains(latitude.value(), longitude.value());
    }

    /// The GeoJSON feature (RFC 7946) as text.
    public String json() {
        String made = json;
        if (made == null) {
            var text = new StringWriter(512);
            try (JsonGenerator generator = Json.FACTORY.createGenerator(text)) {
                write(generator, _ -> {});
            } catch (IOException impossible) {
                throw new UncheckedIOException(impossible);
            }
            made = text.toString();
            json = made;
        }
        return made;
    }

    /// Adds properties to a feature.
    @FunctionalInterface
    interface Extra {
        void write(JsonGenerator json) throws IOException;
    }

    void write(JsonGenerator json, Extra extra) throws IOException {
        json.writeStartObject();
        json.writeStringField("type", "Feature");
        json.writeStringField("id", id);
        json.writeFieldName("geometry");
        writeGeometry(json);
        json.writeObjectFieldStart("properties");
        json.writeStringField("track_id", id);
        json.writeStringField("station", station);
        json.writeStringField("kind", kind.wireName());
        if (!name.isEmpty()) {
            json.writeStringField("name", name);
        }
        json.writeStringField("affiliation", affiliation().wireName());
        if (assigned.isPresent()) {
            json.writeBooleanField("affiliation_assigned", true);
        }
        json.writeStringField("source", source);
        json.writeStringField("event_time", Times.text(eventTime));
        if (hasPosition()) {
            json.writeStringField("position_time", Times.text(latitude.time()));
        }
        writeNumber(json, "altitude", altitude);
        writeNumber(json, "heading", heading);
        writeNumber(json, "course", course);
        writeNumber(json, "speed", speed);
        extra.write(json);
        json.writeEndObject();
        json.writeEndObject();
    }

    private void writeGeometry(JsonGenerator json) throws IOException {
        if (!hasPosition()) {
            json.writeNull();
            return;
        }
        json.writeStartObject();
        json.writeStringField("type", "Point");
        json.writeArrayFieldStart("coordinates");
        json.writeNumber(longitude.value());
        json.writeNumber(latitude.value());
        if (altitude.isKnown()) {
            json.writeNumber(altitude.value());
        }
        json.writeEndArray();
        json.writeEndObject();
    }

    private static void writeNumber(JsonGenerator json, String name, Reading reading) throws IOException {
        if (reading.isKnown()) {
            json.writeNumberField(name, reading.value());
        }
    }
}
