package org.vtoc.decode.adsb;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.vtoc.decode.Fields;
import org.vtoc.decode.JsonCursor;
import org.vtoc.decode.Kind;
import org.vtoc.decode.Observation;
import org.vtoc.decode.Units;

/// One aircraft of an aircraft list, by the names of readsb's README-json.md and the older names of dump1090. The time
/// of a fact with a position is that of the position (`now` - `seen_pos`), else that of the last message (`now` -
/// `seen`).
final class AircraftItem {
    private static final int MAX_TEXTS = 32;

    private final JsonCursor cursor = new JsonCursor();
    private final Fields.Builder fields = new Fields.Builder();
    private String fault = "";
    private String trackId = "";
    private String messageType = "";
    private Kind kind = Kind.AIRCRAFT;
    private long now;
    private double latitude;
    private double longitude;
    private double altitude;
    private double heading;
    private double course;
    private double speed;
    private double verticalRate;
    private double geometricRate;
    private double seen;
    private double seenPosition;
    private double lastLatitude;
    private double lastLongitude;
    private double lastSeen;
    private boolean onGround;
    private boolean positionIsGood;
    private boolean courseIsGood;

    String fault() {
        return fault;
    }

    /// @return whether the item can be decoded; if not, [#fault] says why
    boolean read(byte[] bytes, int from, int to, long now) {
        clear(now);
        cursor.reset(bytes, from, to);
        if (!cursor.take('{')) {
            fault = "item is not an object";
            return false;
        }
        if (!cursor.take('}')) {
            do {
                member(cursor.key());
            } while (cursor.another('}'));
        }
        if (cursor.isBroken() && fault.isEmpty()) {
            fault = "broken JSON";
        }
        if (fault.isEmpty()) {
            check();
        }
        return fault.isEmpty();
    }

    private void clear(long now) {
        this.now = now;
        fields.clear();
        fault = "";
        trackId = "";
        messageType = "aircraft";
        kind = Kind.AIRCRAFT;
        latitude = longitude = altitude = heading = course = speed = Double.NaN;
        verticalRate = geometricRate = seen = seenPosition = Double.NaN;
        lastLatitude = lastLongitude = lastSeen = Double.NaN;
        onGround = false;
        positionIsGood = true;
        courseIsGood = true;
    }

    private void check() {
        if (trackId.isEmpty()) {
            fault = "hex missing";
        } else if (Double.isNaN(latitude) != Double.isNaN(longitude)) {
            fault = "half a position";
        } else if (Math.abs(latitude) > 90 || Math.abs(lastLatitude) > 90) {
            fault = "latitude out of range";
        } else if (Math.abs(longitude) > 180 || Math.abs(lastLongitude) > 180) {
            fault = "longitude out of range";
        }
    }

    Observation observation() {
        if (!positionIsGood) {
            latitude = longitude = Double.NaN;
        }
        if (Double.isNaN(latitude) && !Double.isNaN(lastLatitude) && !Double.isNaN(lastLongitude)) {
            latitude = lastLatitude;
            longitude = lastLongitude;
            seenPosition = lastSeen;
        }
        fields.put("on_ground", onGround);
        fields.putNumber("vertical_rate", Double.isNaN(verticalRate) ? geometricRate : verticalRate);
        fields.putNumber("geometric_vertical_rate", geometricRate);
        fields.putNumber("seen", seen).putNumber("seen_pos", seenPosition);
        return new Observation(
                kind,
                trackId,
                messageType,
                time(),
                latitude,
                longitude,
                altitude,
                heading,
                courseIsGood ? course : Double.NaN,
                speed,
                fields.build());
    }

    private long time() {
        double age = Double.isNaN(latitude) || Double.isNaN(seenPosition) ? seen : seenPosition;
        return now == Observation.NO_TIME || Double.isNaN(age) ? now : now - Math.round(age * 1000);
    }

    private void member(String key) {
        switch (key) {
            case "hex" -> address();
            case "type" -> messageType = text(key);
            case "flight" -> putText("callsign", key);
            case "lat" -> latitude = number(key);
            case "lon" -> longitude = number(key);
            case "validposition" -> positionIsGood = number(key) != 0;
            case "validtrack" -> courseIsGood = number(key) != 0;
            case "lastPosition" -> lastPosition();
            case "alt_baro", "altitude" -> altitude();
            case "gs", "speed" -> speed = number(key) * Units.METRES_PER_SECOND_PER_KNOT;
            case "track" -> course = number(key);
            case "true_heading" -> heading = number(key);
            case "baro_rate", "vert_rate" -> verticalRate = number(key) * Units.METRES_PER_SECOND_PER_FOOT_PER_MINUTE;
            case "geom_rate" -> geometricRate = number(key) * Units.METRES_PER_SECOND_PER_FOOT_PER_MINUTE;
            case "seen" -> seen = number(key);
            case "seen_pos" -> seenPosition = number(key);
            case "category" -> category();
            default -> ownValue(key);
        }
    }

    private void ownValue(String key) {
        switch (key) {
            case "alt_geom" -> putScaled("altitude_geometric", key, Units.METRES_PER_FOOT);
            case "nav_altitude_mcp", "nav_altitude_fms" -> putScaled(key, key, Units.METRES_PER_FOOT);
            case "ias" -> putScaled("indicated_airspeed", key, Units.METRES_PER_SECOND_PER_KNOT);
            case "tas" -> putScaled("true_airspeed", key, Units.METRES_PER_SECOND_PER_KNOT);
            case "ws" -> putScaled("wind_speed", key, Units.METRES_PER_SECOND_PER_KNOT);
            case "wd" -> putScaled("wind_direction", key, 1);
            case "oat" -> putScaled("outside_temperature", key, 1);
            case "mag_heading" -> putScaled("magnetic_heading", key, 1);
            case "mach", "track_rate", "roll", "nav_qnh", "nav_heading", "rssi" -> putScaled(key, key, 1);
            case "nic", "rc", "nac_p", "nac_v", "sil", "gva", "sda", "version", "nic_baro", "messages" -> putWhole(key);
            case "alert", "spi" -> putFlag(key);
            case "squawk", "emergency", "sil_type" -> putText(key, key);
            case "r" -> putText("registration", key);
            case "t" -> putText("aircraft_type", key);
            case "desc" -> putText("description", key);
            case "ownOp" -> putText("operator", key);
            case "mlat", "tisb", "nav_modes" -> putTexts(key);
            default -> cursor.skip();
        }
    }

    private void address() {
        byte[] hex = text("hex").getBytes(StandardCharsets.UTF_8);
        trackId = TrackIds.aircraft(hex, 0, hex.length);
        if (trackId.isEmpty()) {
            refuse("hex is not six hexadecimal digits");
        }
    }

    /// Where it was heard last, once `lat` and `lon` are over a minute old.
    private void lastPosition() {
        if (!cursor.take('{')) {
            cursor.skip();
            return;
        }
        if (cursor.take('}')) {
            return;
        }
        do {
            String key = cursor.key();
            switch (key) {
                case "lat" -> lastLatitude = number(key);
                case "lon" -> lastLongitude = number(key);
                case "seen_pos" -> lastSeen = number(key);
                default -> cursor.skip();
            }
        } while (cursor.another('}'));
    }

    private void altitude() {
        if (cursor.peek() != '"') {
            altitude = number("altitude") * Units.METRES_PER_FOOT;
        } else if (cursor.text().equals("ground")) {
            onGround = true;
        } else {
            refuse("altitude is not a number");
        }
    }

    private void category() {
        String category = text("category");
        if (isNew("category")) {
            fields.putText("category", category);
        }
        kind = Emitters.kind(category);
    }

    private void putScaled(String name, String key, double factor) {
        double value = number(key) * factor;
        if (isNew(name)) {
            fields.putNumber(name, value);
        }
    }

    private void putWhole(String key) {
        double value = number(key);
        if (!Double.isNaN(value) && isNew(key)) {
            fields.put(key, Math.round(value));
        }
    }

    private void putFlag(String key) {
        boolean set = number(key) != 0;
        if (isNew(key)) {
            fields.put(key, set);
        }
    }

    private void putText(String name, String key) {
        String text = text(key);
        if (isNew(name)) {
            fields.putText(name, text);
        }
    }

    /// Names of the values that another source than the aircraft itself gave, or of the autopilot's modes.
    private void putTexts(String key) {
        if (!cursor.take('[')) {
            cursor.skip();
            return;
        }
        if (cursor.take(']')) {
            return;
        }
        List<String> texts = new ArrayList<>(4);
        do {
            String text = text(key);
            if (texts.size() < MAX_TEXTS) {
                texts.add(text);
            }
        } while (cursor.another(']'));
        if (isNew(key)) {
            fields.put(key, List.copyOf(texts));
        }
    }

    private boolean isNew(String name) {
        if (fields.has(name)) {
            refuse("duplicate key");
            return false;
        }
        return true;
    }

    /// A number, or `NaN` for null and, with the item refused, for anything else. Old servers write flags as words.
    private double number(String key) {
        if (cursor.atNumber()) {
            return cursor.number();
        }
        if (cursor.takeWord("true")) {
            return 1;
        }
        if (cursor.takeWord("false")) {
            return 0;
        }
        if (!cursor.takeWord("null")) {
            refuse(key + " is not a number");
            cursor.skip();
        }
        return Double.NaN;
    }

    private String text(String key) {
        if (cursor.peek() == '"') {
            return cursor.text().strip();
        }
        if (!cursor.takeWord("null")) {
            refuse(key + " is not a text");
            cursor.skip();
        }
        return "";
    }

    private void refuse(String reason) {
        if (fault.isEmpty()) {
            fault = reason;
        }
    }
}
