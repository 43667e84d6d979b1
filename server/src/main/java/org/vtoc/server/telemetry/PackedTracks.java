package org.vtoc.server.telemetry;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Tracks in a sixth of the bytes of their JSON, for browsers that ask for it. Little-endian; texts are UTF-8:
///
/// | bytes | |
/// |---|---|
/// | u8 | 1, the version of this layout |
/// | u8 | 0 snapshot, 1 update |
/// | u8 | 1 where more frames of the same snapshot or update follow, else 0 |
/// | u8 n, n bytes | the cursor |
/// | u16 k, k × (u8 n, n bytes) | the slugs of stations and sources that the tracks name by their place here |
/// | u32 m | tracks, then each: |
/// | u16 n, n bytes | id |
/// | u16, u16 | station, source |
/// | u8 | kind: 0 aircraft, 1 vessel, 2 vehicle, 3 person, 4 station, 5 object, 6 satellite, 7 emitter, 8 other |
/// | u8 | affiliation: 0 unknown, 1 friend, 2 hostile, 3 neutral |
/// | u8 | what follows: 1 position, 2 altitude, 4 heading, 8 course, 16 speed, 32 name; 64: affiliation assigned |
/// | f64 | event time, milliseconds since 1970 |
/// | i32, i32, u32 | longitude, latitude in 10⁻⁷ degrees; position time in milliseconds before the event time |
/// | f32 each | altitude (metres), heading, course (degrees), speed (metres per second) |
/// | u16 n, n bytes | name |
public final class PackedTracks {
    private static final int VERSION = 1;
    private static final int POSITION = 1;
    private static final int ALTITUDE = 2;
    private static final int HEADING = 4;
    private static final int COURSE = 8;
    private static final int SPEED = 16;
    private static final int NAME = 32;
    private static final int ASSIGNED = 64;
    private static final double UNITS_PER_DEGREE = 1e7;
    private static final long MAX_UNSIGNED_INT = 0xffff_ffffL;
    /// All of a track but its texts.
    private static final int FIXED = 64;

    private ByteBuffer out = ByteBuffer.allocate(0);
    private final Map<String, Integer> slugs = new LinkedHashMap<>();

    private PackedTracks() {}

    /// @param snapshot whether the tracks are a snapshot's, else an update's
    /// @param more whether more frames of the same follow
    public static byte[] of(boolean snapshot, List<Track> tracks, String cursor, boolean more) {
        var packed = new PackedTracks();
        for (Track track : tracks) {
            packed.slugs.putIfAbsent(track.station, packed.slugs.size());
            packed.slugs.putIfAbsent(track.source, packed.slugs.size());
        }
        packed.room(FIXED);
        packed.out.put((byte) VERSION).put((byte) (snapshot ? 0 : 1)).put((byte) (more ? 1 : 0));
        packed.shortText(cursor);
        packed.out.putShort((short) packed.slugs.size());
        packed.slugs.keySet().forEach(packed::shortText);
        packed.room(FIXED);
        packed.out.putInt(tracks.size());
        tracks.forEach(packed::track);
        return Arrays.copyOf(packed.out.array(), packed.out.position());
    }

    private void room(int bytes) {
        if (out.remaining() < bytes) {
            out = ByteBuffer.wrap(Arrays.copyOf(out.array(), 2 * out.capacity() + bytes), out.position(), 0)
                    .clear()
                    .position(out.position())
                    .order(ByteOrder.LITTLE_ENDIAN);
        }
    }

    private void shortText(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        room(1 + bytes.length);
        out.put((byte) bytes.length).put(bytes);
    }

    private void text(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        room(2 + bytes.length);
        out.putShort((short) bytes.length).put(bytes);
    }

    private void track(Track track) {
        text(track.id);
        room(FIXED);
        out.putShort(slugs.getOrDefault(track.station, 0).shortValue());
        out.putShort(slugs.getOrDefault(track.source, 0).shortValue());
        out.put((byte) Codes.of(track.kind)).put((byte) Codes.of(track.affiliation()));
        out.put((byte) ((track.hasPosition() ? POSITION : 0)
                | (track.altitude.isKnown() ? ALTITUDE : 0)
                | (track.heading.isKnown() ? HEADING : 0)
                | (track.course.isKnown() ? COURSE : 0)
                | (track.speed.isKnown() ? SPEED : 0)
                | (track.name.isEmpty() ? 0 : NAME)
                | (track.assigned.isPresent() ? ASSIGNED : 0)));
        out.putDouble(track.eventTime / 1000.0);
        if (track.hasPosition()) {
            out.putInt((int) Math.round(track.longitude.value() * UNITS_PER_DEGREE));
            out.putInt((int) Math.round(track.latitude.value() * UNITS_PER_DEGREE));
            long before = (track.eventTime - track.latitude.time()) / 1000;
            out.putInt((int) Math.clamp(before, 0, MAX_UNSIGNED_INT));
        }
        number(track.altitude);
        number(track.heading);
        number(track.course);
        number(track.speed);
        if (!track.name.isEmpty()) {
            text(track.name);
        }
    }

    private void number(Reading reading) {
        if (reading.isKnown()) {
            out.putFloat((float) reading.value());
        }
    }
}
