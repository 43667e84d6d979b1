package org.vtoc.decode.adsb;

import java.nio.charset.StandardCharsets;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.vtoc.decode.Sink;

/// Reads the frames of one receiver, whatever wrapping they came in (ICAO Annex 10 Volume IV, 3.1.2.3).
///
/// A frame's parity proves it only where nothing lies over it: in extended squitters and in the acquisition squitters
/// that answer nobody; nearly so in answers to an all-call. Other replies carry their sender's address in the parity;
/// they count if that is the address of a sender that proved itself in the last five minutes. A frame with a fault is
/// refused, never mended.
final class ModeSReader {
    static final int SHORT = 7;
    static final int LONG = 14;
    /// No real time: each frame then counts as a millisecond, as at a busy receiver.
    static final long NO_STAMP = 0;

    private static final long KNOWN_MILLIS = 300_000;
    private static final int STAMPS_PER_MILLI = 12_000;
    /// What a stamp may go back when several antennas share a stream.
    private static final long MOST_BACK = 1_000L * STAMPS_PER_MILLI;
    /// A longer way forward is another clock.
    private static final long MOST_FORWARD = 600_000L * STAMPS_PER_MILLI;
    /// What the programs that compute positions from several receivers put into frames of their own.
    private static final long MADE_UP_STAMP = 0xff004d4c4154L;

    private static final int MOST_INTERROGATOR = 79;
    private static final byte IDENTIFICATION_REGISTER = 0x20;
    private static final String BAD_CHECKSUM = "bad checksum";
    private static final String UNKNOWN_ADDRESS = "bad checksum, or an address that was not heard before";
    private static final byte[] HEX = "0123456789abcdef".getBytes(StandardCharsets.US_ASCII);

    private final @Nullable LongSupplier clock;
    private final AircraftTable table = new AircraftTable();
    private final ModeSMessage message = new ModeSMessage();
    private final Squitter squitter = new Squitter(new Cpr(), message);
    private final byte[] digits = new byte[2 * LONG];
    private String fault = "";
    private String silence = "";
    private long now;
    private boolean timed;
    private long lastStamp = NO_STAMP;
    private long stampRest;

    /// A recording: the frames' own stamps are all there is.
    ModeSReader() {
        this.clock = null;
    }

    /// A live stream.
    ///
    /// @param clock milliseconds, for the age of frames
    ModeSReader(LongSupplier clock) {
        this.clock = clock;
    }

    /// @return the bytes that a frame with this first byte has
    static int length(byte first) {
        return first < 0 ? LONG : SHORT;
    }

    /// Takes the time of the next frame.
    ///
    /// @param stamp counts of 12 MHz, 48 bits, or [#NO_STAMP]
    void tick(long stamp) {
        if (clock != null) {
            now = clock.getAsLong();
            timed = true;
            return;
        }
        timed = stamp != NO_STAMP && stamp != MADE_UP_STAMP;
        if (!timed) {
            now++;
            return;
        }
        long step = lastStamp == NO_STAMP ? 0 : stamp - lastStamp;
        if (step < -MOST_BACK || step > MOST_FORWARD) {
            now++;
            lastStamp = stamp;
        } else if (step > 0) {
            stampRest += step;
            now += stampRest / STAMPS_PER_MILLI;
            stampRest %= STAMPS_PER_MILLI;
            lastStamp = stamp;
        } else if (lastStamp == NO_STAMP) {
            lastStamp = stamp;
        }
    }

    /// @param stamp the receiver's count, -1 for none
    /// @param signal the receiver's measure of strength, -1 for none
    void read(long number, byte[] frame, long stamp, int signal, Sink sink) {
        int format = (frame[0] & 0xff) >> 3;
        int remainder = Crc24.remainder(frame, length(frame[0]));
        message.clear();
        fault = "";
        silence = "";
        Aircraft sender =
                switch (format) {
                    case 0, 4, 5, 16, 20, 21 -> reply(frame, format, remainder);
                    case 11 -> acquisition(frame, remainder);
                    case 17 -> remainder == 0 ? proven(frame, 0) : refuse(BAD_CHECKSUM);
                    case 18 -> remainder == 0 ? relayed(frame) : refuse(BAD_CHECKSUM);
                    case 19 -> remainder == 0 ? pass("military squitter") : refuse(BAD_CHECKSUM);
                    default ->
                        format < 24
                                ? refuse("unknown downlink format")
                                : known(remainder) == null ? refuse(UNKNOWN_ADDRESS) : pass("part of a long message");
                };
        if (sender == null) {
            if (fault.isEmpty()) {
                sink.ignored(number, silence);
            } else {
                sink.malformed(number, fault);
            }
            return;
        }
        message.fields.put("df", (long) format).put("frame", hex(frame));
        if (stamp >= 0) {
            message.fields.put("timestamp_12mhz", stamp);
        }
        if (signal >= 0) {
            message.fields.put("signal", (long) signal);
        }
        sink.fact(number, message.observation(sender, format));
    }

    private @Nullable Aircraft refuse(String reason) {
        fault = reason;
        return null;
    }

    private @Nullable Aircraft pass(String reason) {
        silence = reason;
        return null;
    }

    private @Nullable Aircraft known(int address) {
        Aircraft aircraft = table.find(address);
        return aircraft != null && aircraft.heard() >= now - KNOWN_MILLIS ? aircraft : null;
    }

    private Aircraft heard(int key) {
        Aircraft aircraft = table.findOrAdd(key);
        aircraft.heard(now);
        return aircraft;
    }

    /// Replies to an interrogation: altitude in 0, 4, 16 and 20, identity code in 5 and 21.
    private @Nullable Aircraft reply(byte[] frame, int format, int remainder) {
        Aircraft aircraft = known(remainder);
        if (aircraft == null) {
            return refuse(UNKNOWN_ADDRESS);
        }
        int code = (frame[2] & 0x1f) << 8 | (frame[3] & 0xff);
        if (format == 5 || format == 21) {
            message.fields.put("squawk", Squawks.text(Gillham.squawk(code)));
        } else {
            message.altitude = Gillham.altitude(code);
        }
        if (format == 0 || format == 16) {
            message.onGround((frame[0] & 4) != 0);
        } else {
            flightStatus(frame[0] & 7);
        }
        if (format >= 20 && frame[4] == IDENTIFICATION_REGISTER) {
            message.fields.putText("callsign", Callsigns.text(Squitter.content(frame)));
        }
        return aircraft;
    }

    /// 0 airborne, 1 on ground, 2 and 3 the same with an alert, 4 alert and ident, 5 ident.
    private void flightStatus(int status) {
        if (status < 4) {
            message.onGround((status & 1) != 0);
        }
        if (status < 6) {
            message.fields.put("alert", status >= 2 && status <= 4).put("ident", status >= 4);
        }
    }

    /// A reply to an all-call carries the interrogator's code (0 to 79) in the lowest bits of its parity, a squitter
    /// zero there. The code leaves less of the proof, so such a reply vouches for no others.
    private @Nullable Aircraft acquisition(byte[] frame, int remainder) {
        if (remainder > MOST_INTERROGATOR) {
            return refuse(BAD_CHECKSUM);
        }
        capability(frame[0] & 7);
        return remainder == 0 ? heard(address(frame)) : table.findOrAdd(address(frame));
    }

    private Aircraft proven(byte[] frame, int mark) {
        Aircraft aircraft = heard(address(frame) | mark);
        squitter.load(frame);
        message.fields.put("tc", (long) squitter.typeCode());
        if ((frame[0] & 0xf8) == 0x88) {
            capability(frame[0] & 7);
        }
        squitter.read(aircraft, now, timed);
        return aircraft;
    }

    private void capability(int code) {
        if (code == 4 || code == 5) {
            message.onGround(code == 4);
        }
    }

    /// Squitters of senders without a transponder, and of ground stations that pass on what they see: 1 and 5 have an
    /// address of their own making, 2 and 6 say so in a bit of their content.
    private @Nullable Aircraft relayed(byte[] frame) {
        squitter.load(frame);
        return switch (frame[0] & 7) {
            case 0 -> proven(frame, 0);
            case 1, 5 -> proven(frame, AircraftTable.OTHER);
            case 2, 6 -> proven(frame, squitter.hasOtherAddress() ? AircraftTable.OTHER : 0);
            case 4 -> pass("message of a ground station");
            default -> {
                message.fields.put("tc", (long) squitter.typeCode());
                yield heard(address(frame));
            }
        };
    }

    private static int address(byte[] frame) {
        return (frame[1] & 0xff) << 16 | (frame[2] & 0xff) << 8 | (frame[3] & 0xff);
    }

    private String hex(byte[] frame) {
        int length = length(frame[0]);
        for (int i = 0; i < length; i++) {
            digits[2 * i] = HEX[(frame[i] >> 4) & 0xf];
            digits[2 * i + 1] = HEX[frame[i] & 0xf];
        }
        return new String(digits, 0, 2 * length, StandardCharsets.ISO_8859_1);
    }
}
