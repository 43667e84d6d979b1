package org.vtoc.decode.adsb;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.Optional;
import org.vtoc.decode.Kind;

/// What a stream has told of one sender so far, as far as its next frames need it.
///
/// A position frame alone is ambiguous. The first place takes an even and an odd frame of ten seconds; after that each
/// frame means the place that is nearest to the last one. A frame that would then be a jump is set aside: only a
/// second one that fits to it, and not to the last place either, moves the aircraft.
final class Aircraft {
    private static final long PAIR_MILLIS = 10_000;
    private static final long REFERENCE_MILLIS = 600_000;
    /// Faster than anything that squitters, and what rounding and a late clock may add.
    private static final double METRES_PER_SECOND = 400;

    private static final double SLACK_METRES = 2_000;
    /// What may have passed between two frames of a stream without times.
    private static final double UNTIMED_SECONDS = 60;
    /// A single frame is unambiguous within half a zone: 180 NM in the air, 45 NM on the ground.
    private static final double AIRBORNE_METRES = 300_000;

    private static final double SURFACE_METRES = 75_000;

    private final int key;
    private final String trackId;
    private Kind kind = Kind.AIRCRAFT;
    private String headingReference = "";
    private long heard = Long.MIN_VALUE;
    private Optional<Cpr.Half> even = Optional.empty();
    private Optional<Cpr.Half> odd = Optional.empty();
    private boolean placed;
    private double latitude;
    private double longitude;
    private long placedAt;

    /// @param key the address, with [AircraftTable#OTHER] added where it is not from ICAO's register
    Aircraft(int key) {
        this.key = key;
        boolean other = (key & AircraftTable.OTHER) != 0;
        String digits = (other ? "~" : "") + HexFormat.of().toHexDigits(key & 0xffffff, 6);
        byte[] text = digits.getBytes(StandardCharsets.US_ASCII);
        this.trackId = TrackIds.aircraft(text, 0, text.length);
    }

    int key() {
        return key;
    }

    String trackId() {
        return trackId;
    }

    Kind kind() {
        return kind;
    }

    void kind(Kind now) {
        kind = now;
    }

    /// What its headings count from, `true` or `magnetic`; empty as long as it hasn't said.
    String headingReference() {
        return headingReference;
    }

    void headingReference(String now) {
        headingReference = now;
    }

    /// When a frame came whose parity proves its address.
    long heard() {
        return heard;
    }

    void heard(long now) {
        heard = now;
    }

    /// @param timed whether the times of this stream are real
    /// @return whether the place of the frame is known now; the place is then in `cpr`
    boolean airborne(Cpr.Half half, boolean timed, Cpr cpr) {
        if (hasReference(half.millis())
                && cpr.local(latitude, longitude, half, 360)
                && isStep(cpr, half.millis(), timed, AIRBORNE_METRES)) {
            return place(half.millis(), cpr);
        }
        if (half.odd()) {
            odd = Optional.of(half);
        } else {
            even = Optional.of(half);
        }
        if (even.isEmpty() || odd.isEmpty()) {
            return false;
        }
        long apart = Math.abs(even.get().millis() - odd.get().millis());
        double seconds = (timed ? apart : PAIR_MILLIS) / 1000.0;
        return apart <= PAIR_MILLIS
                && cpr.global(even.get(), odd.get(), half.odd(), SLACK_METRES + METRES_PER_SECOND * seconds)
                && place(half.millis(), cpr);
    }

    /// A frame from the ground could mean four places or more; only the last place tells which.
    boolean surface(Cpr.Half half, boolean timed, Cpr cpr) {
        return hasReference(half.millis())
                && cpr.local(latitude, longitude, half, 90)
                && isStep(cpr, half.millis(), timed, SURFACE_METRES)
                && place(half.millis(), cpr);
    }

    private boolean hasReference(long now) {
        return placed && now - placedAt <= REFERENCE_MILLIS;
    }

    private boolean isStep(Cpr cpr, long now, boolean timed, double most) {
        double seconds = timed ? (now - placedAt) / 1000.0 : UNTIMED_SECONDS;
        double limit = Math.min(most, SLACK_METRES + METRES_PER_SECOND * seconds);
        return Cpr.metres(latitude, longitude, cpr.latitude(), cpr.longitude()) <= limit;
    }

    private boolean place(long now, Cpr cpr) {
        placed = true;
        placedAt = now;
        latitude = cpr.latitude();
        longitude = cpr.longitude();
        even = Optional.empty();
        odd = Optional.empty();
        return true;
    }
}
