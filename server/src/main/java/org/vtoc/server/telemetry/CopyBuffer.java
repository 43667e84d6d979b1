package org.vtoc.server.telemetry;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.postgresql.copy.CopyIn;

/// Writes rows in PostgreSQL's binary COPY format (PostgreSQL manual, COPY, "Binary Format") and sends them in
/// pieces. Used by the writer's thread alone.
final class CopyBuffer {
    static final String COPY = """
            COPY event (event_time, id, received_at, source, kind, affiliation, track_id, latitude, longitude, cell,
                altitude, heading, course, speed, event_key, payload, raw_data) FROM STDIN (FORMAT binary)""";

    private static final int PIECE = 256 * 1024;
    private static final short COLUMNS = 17;
    private static final byte[] HEADER = {
        'P', 'G', 'C', 'O', 'P', 'Y', '\n', (byte) 0xff, '\r', '\n', 0, 0, 0, 0, 0, 0, 0, 0, 0
    };
    /// Seconds from 1970-01-01 to 2000-01-01, PostgreSQL's epoch.
    private static final long POSTGRES_EPOCH_MICROS = 946_684_800L * 1_000_000L;

    private ByteBuffer buffer = ByteBuffer.allocate(PIECE + 64 * 1024);

    void begin() {
        buffer.clear();
        buffer.put(HEADER);
    }

    void add(EventRow row, CopyIn copy) throws SQLException {
        if (buffer.position() > PIECE) {
            flush(copy);
        }
        room(512);
        buffer.putShort(COLUMNS);
        time(row.eventTime);
        uuid(row.id);
        time(row.receivedAt);
        buffer.putInt(4).putInt(row.source);
        buffer.putInt(2).putShort(Codes.of(row.kind));
        buffer.putInt(2).putShort(Codes.of(row.affiliation));
        text(row.trackId);
        number(row.latitude);
        number(row.longitude);
        if (row.hasPosition()) {
            buffer.putInt(4).putInt(row.cell());
        } else {
            buffer.putInt(-1);
        }
        number(row.altitude);
        number(row.heading);
        number(row.course);
        number(row.speed);
        text(row.eventKey);
        bytes(row.payload);
        text(row.raw);
    }

    void end(CopyIn copy) throws SQLException {
        room(2);
        buffer.putShort((short) -1);
        flush(copy);
    }

    private void flush(CopyIn copy) throws SQLException {
        copy.writeToCopy(buffer.array(), 0, buffer.position());
        buffer.clear();
    }

    private void time(long micros) {
        buffer.putInt(8).putLong(micros - POSTGRES_EPOCH_MICROS);
    }

    private void uuid(UUID id) {
        buffer.putInt(16).putLong(id.getMostSignificantBits()).putLong(id.getLeastSignificantBits());
    }

    private void number(double value) {
        if (Double.isNaN(value)) {
            buffer.putInt(-1);
        } else {
            buffer.putInt(8).putDouble(value);
        }
    }

    private void text(@Nullable String value) {
        bytes(value == null ? null : value.getBytes(StandardCharsets.UTF_8));
    }

    private void bytes(byte @Nullable [] value) {
        if (value == null) {
            room(4);
            buffer.putInt(-1);
            return;
        }
        room(value.length + 512);
        buffer.putInt(value.length).put(value);
    }

    private void room(int needed) {
        if (buffer.remaining() < needed) {
            int size = Math.max(buffer.capacity() * 2, buffer.position() + needed);
            buffer = ByteBuffer.wrap(Arrays.copyOf(buffer.array(), size)).position(buffer.position());
        }
    }
}
