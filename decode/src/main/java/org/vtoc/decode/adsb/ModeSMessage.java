package org.vtoc.decode.adsb;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import org.vtoc.decode.Fields;
import org.vtoc.decode.Observation;

/// One frame's values while they are gathered. Reused from frame to frame.
final class ModeSMessage {
    private static final String[] NUMBERS = new String[32];

    static {
        Arrays.setAll(NUMBERS, String::valueOf);
    }

    final Fields.Builder fields = new Fields.Builder();
    double latitude;
    double longitude;
    double altitude;
    double heading;
    double course;
    double speed;
    private @Nullable Boolean onGround;

    void clear() {
        fields.clear();
        latitude = longitude = altitude = heading = course = speed = Double.NaN;
        onGround = null;
    }

    /// What the frame's header and its content say of it; the content, which comes last, counts.
    void onGround(boolean now) {
        onGround = now;
    }

    Observation observation(Aircraft aircraft, int downlinkFormat) {
        if (onGround != null) {
            fields.put("on_ground", onGround);
        }
        return new Observation(
                aircraft.kind(),
                aircraft.trackId(),
                NUMBERS[downlinkFormat],
                Observation.NO_TIME,
                latitude,
                longitude,
                altitude,
                heading,
                course,
                speed,
                fields.build());
    }
}
