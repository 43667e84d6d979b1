package org.vtoc.decode.gps;

import org.vtoc.decode.Fields;
import org.vtoc.decode.Kind;
import org.vtoc.decode.Observation;

/// One fact of a receiver while it is gathered. Reused from fact to fact. `altitude` is above mean sea level, the one
/// above the ellipsoid is kept apart.
final class Fix {
    final Fields.Builder fields = new Fields.Builder();
    long time;
    double latitude;
    double longitude;
    double altitude;
    double heading;
    double course;
    double speed;

    void clear() {
        fields.clear();
        time = Observation.NO_TIME;
        latitude = longitude = altitude = heading = course = speed = Double.NaN;
    }

    /// @return why this can't be, or an empty text
    String fault() {
        if (Double.isNaN(latitude) != Double.isNaN(longitude)) {
            return "half a position";
        } else if (Math.abs(latitude) > 90) {
            return "latitude out of range";
        } else if (Math.abs(longitude) > 180) {
            return "longitude out of range";
        } else if (speed < 0) {
            return "speed below zero";
        }
        return course < 0 || course > 360 || heading < 0 || heading > 360 ? "direction out of range" : "";
    }

    Observation observation(Kind kind, String trackId, String messageType) {
        return new Observation(
                kind,
                trackId,
                messageType,
                time,
                latitude,
                longitude,
                altitude,
                heading,
                course,
                speed,
                fields.build());
    }
}
