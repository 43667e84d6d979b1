package org.vtoc.decode.adsb;

import java.util.ArrayList;
import java.util.List;
import org.vtoc.decode.Units;

/// The 56 bits that an extended squitter carries (DO-260B, 2.2.3.2; ICAO Doc 9871, tables A-2-5 to A-2-97). Bits count
/// from 1 as in those documents.
final class Squitter {
    private static final int LENGTH = 56;
    private static final String[] CATEGORIES = {
        "", "D0", "D1", "D2", "D3", "D4", "D5", "D6", "D7", "C0", "C1", "C2", "C3", "C4", "C5", "C6", "C7", "B0", "B1",
        "B2", "B3", "B4", "B5", "B6", "B7", "A0", "A1", "A2", "A3", "A4", "A5", "A6", "A7"
    };
    /// The words that readsb uses.
    private static final String[] EMERGENCIES = {
        "none", "general", "lifeguard", "minfuel", "nordo", "unlawful", "downed", "reserved"
    };

    private static final String[] MODES = {"autopilot", "vnav", "althold", "", "approach", "tcas", "lnav"};
    private static final int FIRST_MODE = 48;
    private static final double FEET_PER_SELECTED_STEP = 32;
    private static final double FEET_PER_DIFFERENCE = 25;
    private static final double FEET_PER_MINUTE_PER_STEP = 64;

    private final Cpr cpr;
    private final ModeSMessage message;
    private long bits;

    Squitter(Cpr cpr, ModeSMessage message) {
        this.cpr = cpr;
        this.message = message;
    }

    void load(byte[] frame) {
        bits = content(frame);
    }

    /// The 56 bits between the header and the parity of a long frame.
    static long content(byte[] frame) {
        long bits = 0;
        for (int i = 4; i < 11; i++) {
            bits = bits << 8 | (frame[i] & 0xff);
        }
        return bits;
    }

    int typeCode() {
        return number(1, 5);
    }

    /// Whether the bit that marks the address as not from ICAO's register is set, in the frames that relay others'
    /// positions and have it.
    boolean hasOtherAddress() {
        int type = typeCode();
        int place = isSurface(type) ? 21 : type == 19 ? 9 : isAirborne(type) ? 8 : 0;
        return place > 0 && flag(place);
    }

    /// @param millis when it came
    /// @param timed whether that is a real time
    void read(Aircraft aircraft, long millis, boolean timed) {
        int type = typeCode();
        if (type >= 1 && type <= 4) {
            identification(aircraft);
        } else if (isSurface(type)) {
            surface(aircraft, millis, timed);
        } else if (isAirborne(type)) {
            airborne(aircraft, millis, timed);
        } else {
            switch (type) {
                case 0 -> message.altitude = Gillham.altitudeOfSquitter(number(9, 12));
                case 19 -> velocity(aircraft);
                case 28 -> status();
                case 29 -> target();
                case 31 -> operation(aircraft);
                case 23 -> message.fields.put("subtype", (long) number(6, 3));
                default -> {
                    // Reserved, or between aircraft and their own stations.
                }
            }
        }
    }

    private static boolean isSurface(int type) {
        return type >= 5 && type <= 8;
    }

    private static boolean isAirborne(int type) {
        return (type >= 9 && type <= 18) || (type >= 20 && type <= 22);
    }

    private void identification(Aircraft aircraft) {
        String category = CATEGORIES[8 * (typeCode() - 1) + number(6, 3) + 1];
        aircraft.kind(Emitters.kind(category));
        message.fields.putText("callsign", Callsigns.text(bits)).put("category", category);
    }

    private void airborne(Aircraft aircraft, long millis, boolean timed) {
        double altitude = Gillham.altitudeOfSquitter(number(9, 12));
        if (typeCode() >= 20) {
            message.fields.putNumber("altitude_geometric", altitude);
        } else {
            message.altitude = altitude;
        }
        int surveillance = number(6, 2);
        message.fields.put("alert", surveillance == 1 || surveillance == 2).put("ident", surveillance == 3);
        message.onGround(false);
        Cpr.Half half = half(millis);
        if (aircraft.airborne(half, timed, cpr)) {
            place();
        }
    }

    private void surface(Aircraft aircraft, long millis, boolean timed) {
        message.onGround(true);
        message.speed = movement(number(6, 7)) * Units.METRES_PER_SECOND_PER_KNOT;
        if (flag(13)) {
            message.course = number(14, 7) * 360.0 / 128;
        }
        Cpr.Half half = half(millis);
        if (aircraft.surface(half, timed, cpr)) {
            place();
        }
    }

    private Cpr.Half half(long millis) {
        var half = new Cpr.Half(flag(22), number(23, 17), number(40, 17), millis);
        message.fields
                .put("cpr_odd", half.odd())
                .put("cpr_lat", (long) half.latitude())
                .put("cpr_lon", (long) half.longitude());
        return half;
    }

    private void place() {
        message.latitude = cpr.latitude();
        message.longitude = cpr.longitude();
    }

    /// Knots for a code of DO-260B, table 2-21: the middle of what it stands for; above 100 knots, where the steps are
    /// five knots wide, the upper end, and 199 for "175 or more", as dump1090 shows them.
    private static double movement(int code) {
        if (code == 0 || code > 124) {
            return Double.NaN;
        } else if (code == 1) {
            return 0;
        } else if (code < 9) {
            return 0.125 + (code - 1.5) * 0.125;
        } else if (code < 13) {
            return 1 + (code - 8.5) * 0.25;
        } else if (code < 39) {
            return 2 + (code - 12.5) * 0.5;
        } else if (code < 94) {
            return 15 + (code - 38.5);
        } else if (code < 109) {
            return 70 + (code - 93.5) * 2;
        }
        return code == 124 ? 199 : 100 + (code - 108) * 5;
    }

    private void velocity(Aircraft aircraft) {
        int subtype = number(6, 3);
        message.fields.put("subtype", (long) subtype);
        if (subtype < 1 || subtype > 4) {
            return;
        }
        int scale = subtype == 2 || subtype == 4 ? 4 : 1;
        if (subtype <= 2) {
            overGround(scale);
        } else {
            throughAir(aircraft, scale);
        }
        message.fields.put("nac_v", (long) number(11, 3));
        int rate = number(38, 9);
        if (rate > 0) {
            double feetPerMinute = signed(37, (rate - 1) * FEET_PER_MINUTE_PER_STEP);
            message.fields
                    .put("vertical_rate", feetPerMinute * Units.METRES_PER_SECOND_PER_FOOT_PER_MINUTE)
                    .put("vertical_rate_source", flag(36) ? "barometric" : "geometric");
        }
        int difference = number(50, 7);
        if (difference > 0) {
            double feet = signed(49, (difference - 1) * FEET_PER_DIFFERENCE);
            message.fields.put("altitude_difference", feet * Units.METRES_PER_FOOT);
        }
    }

    private void overGround(int scale) {
        int east = number(15, 10);
        int north = number(26, 10);
        if (east == 0 || north == 0) {
            return;
        }
        double eastward = signed(14, (east - 1) * scale);
        double northward = signed(25, (north - 1) * scale);
        double knots = Math.sqrt(eastward * eastward + northward * northward);
        message.speed = knots * Units.METRES_PER_SECOND_PER_KNOT;
        message.fields.put("speed_type", "ground");
        if (knots > 0) {
            double degrees = Math.toDegrees(Math.atan2(eastward, northward));
            message.course = degrees < 0 ? degrees + 360 : degrees;
        }
    }

    private void throughAir(Aircraft aircraft, int scale) {
        if (flag(14)) {
            message.heading = number(15, 10) * 360.0 / 1024;
            message.fields.putText("heading_reference", aircraft.headingReference());
        }
        int airspeed = number(26, 10);
        if (airspeed > 0) {
            double speed = (airspeed - 1) * scale * Units.METRES_PER_SECOND_PER_KNOT;
            message.speed = speed;
            message.fields
                    .put("speed_type", flag(25) ? "true" : "indicated")
                    .put(flag(25) ? "true_airspeed" : "indicated_airspeed", speed);
        }
    }

    /// Without the sign a zero would become a negative one.
    private double signed(int sign, double magnitude) {
        return flag(sign) && magnitude > 0 ? -magnitude : magnitude;
    }

    private void status() {
        int subtype = number(6, 3);
        message.fields.put("subtype", (long) subtype);
        if (subtype == 1) {
            message.fields
                    .put("emergency", EMERGENCIES[number(9, 3)])
                    .put("squawk", Squawks.text(Gillham.squawk(number(12, 13))));
        }
    }

    private void target() {
        int subtype = number(6, 2);
        message.fields.put("subtype", (long) subtype);
        if (subtype != 1) {
            return;
        }
        int steps = number(10, 11);
        if (steps > 0) {
            String name = flag(9) ? "nav_altitude_fms" : "nav_altitude_mcp";
            message.fields.put(name, (steps - 1) * FEET_PER_SELECTED_STEP * Units.METRES_PER_FOOT);
        }
        int pressure = number(21, 9);
        if (pressure > 0) {
            message.fields.put("nav_qnh", 800 + (pressure - 1) * 0.8);
        }
        if (flag(30)) {
            message.fields.put("nav_heading", number(31, 9) * 180.0 / 256);
        }
        if (flag(47)) {
            message.fields.put("nav_modes", modes());
        }
    }

    private List<String> modes() {
        var modes = new ArrayList<String>(MODES.length);
        for (int i = 0; i < MODES.length; i++) {
            if (!MODES[i].isEmpty() && flag(FIRST_MODE + i)) {
                modes.add(MODES[i]);
            }
        }
        return List.copyOf(modes);
    }

    private void operation(Aircraft aircraft) {
        int subtype = number(6, 3);
        message.fields.put("subtype", (long) subtype);
        if (subtype > 1) {
            return;
        }
        message.onGround(subtype == 1);
        int version = number(41, 3);
        message.fields.put("version", (long) version);
        if (version > 0) {
            String reference = flag(54) ? "magnetic" : "true";
            aircraft.headingReference(reference);
            message.fields
                    .put("nac_p", (long) number(45, 4))
                    .put("sil", (long) number(51, 2))
                    .put("heading_reference", reference);
        }
    }

    private boolean flag(int place) {
        return ((bits >>> (LENGTH - place)) & 1) != 0;
    }

    private int number(int first, int count) {
        return (int) (bits >>> (LENGTH + 1 - first - count)) & ((1 << count) - 1);
    }
}
