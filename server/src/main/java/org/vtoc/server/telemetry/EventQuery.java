package org.vtoc.server.telemetry;

import java.nio.ByteBuffer;
import java.util.Base64;
import java.util.Optional;
import java.util.UUID;
import org.vtoc.decode.Kind;
import org.vtoc.server.platform.error.ProblemException;

/// Which events are asked for, newest first by (event time, id).
///
/// @param source the number of a source at the station
/// @param since microseconds since 1970, inclusive
/// @param until microseconds since 1970, exclusive
/// @param after only what comes after this one in the list
record EventQuery(
        Optional<Integer> source,
        Optional<Kind> kind,
        Optional<Area> area,
        long since,
        long until,
        Optional<Cursor> after,
        int limit) {
    /// The last event of a page; the next page begins after it, whatever came in meanwhile.
    record Cursor(long eventTime, UUID id) {
        static Cursor parse(String text) {
            try {
                byte[] bytes = Base64.getUrlDecoder().decode(text);
                if (bytes.length == 24) {
                    ByteBuffer buffer = ByteBuffer.wrap(bytes);
                    return new Cursor(buffer.getLong(), new UUID(buffer.getLong(), buffer.getLong()));
                }
            } catch (IllegalArgumentException _) {
                // Said below, together with a wrong length.
            }
            throw ProblemException.invalid("cursor", "is not a cursor of this list; take it from `next`");
        }

        String text() {
            ByteBuffer buffer = ByteBuffer.allocate(24)
                    .putLong(eventTime)
                    .putLong(id.getMostSignificantBits())
                    .putLong(id.getLeastSignificantBits());
            return Base64.getUrlEncoder().withoutPadding().encodeToString(buffer.array());
        }
    }

    /// The time that bounds the list from above, exclusive.
    long upper() {
        return after.map(cursor -> Math.min(until, cursor.eventTime() + 1)).orElse(until);
    }
}
