package org.vtoc.decode.ais;

import java.nio.charset.StandardCharsets;
import org.vtoc.decode.Fields;
import org.vtoc.decode.Observation;
import org.vtoc.decode.Units;
import org.vtoc.decode.Utc;

/// The messages of ITU-R M.1371-5, annex 8. A value that says "not available" is left out. Types 1 to 5, 9, 11, 14,
/// 17 to 19, 21, 24 and 27 are read in full; of the others the sender and the type are a fact too, because they tell
/// that it is there.
final class AisMessages {
    private static final int TYPES = 27;
    /// Characters of a name.
    private static final int NAME = 20;
    private static final int MAX_MMSI = 999_999_999;
    /// The fewest bits that hold what a type must say; a few transmitters leave the last spare bits out.
    private static final int[] MIN_BITS = {
        0, 163, 163, 163, 168, 420, 88, 72, 56, 168, 72, 168, 72, 72, 40, 88, 92, 80, 168, 312, 70, 269, 168, 160, 160,
        40, 60, 96
    };

    private static final String[] NAMES = new String[TYPES + 1];

    static {
        for (int i = 0; i <= TYPES; i++) {
            NAMES[i] = String.valueOf(i);
        }
    }

    private static final byte[] PREFIX = "mmsi:".getBytes(StandardCharsets.US_ASCII);
    private static final int MMSI_DIGITS = 9;

    private final Fields.Builder fields = new Fields.Builder();
    private final byte[] id = new byte[PREFIX.length + MMSI_DIGITS];
    private final StringBuilder eta = new StringBuilder(11);

    private String fault = "";
    private int type;
    private int mmsi;
    private Payload bits = new Payload();
    private long timeMillis;
    private double latitude;
    private double longitude;
    private double altitude;
    private double heading;
    private double course;
    private double speed;

    AisMessages() {
        System.arraycopy(PREFIX, 0, id, 0, PREFIX.length);
    }

    String fault() {
        return fault;
    }

    /// @param heardMillis when a receiver heard it, or [Observation#NO_TIME]; a time in the message itself wins
    /// @return whether the message can be decoded; if not, [#fault] says why
    boolean read(Payload payload, long heardMillis) {
        bits = payload;
        timeMillis = heardMillis;
        latitude = longitude = altitude = heading = course = speed = Double.NaN;
        type = bits.unsigned(0, 6);
        mmsi = bits.unsigned(8, 30);
        fault = headerFault();
        if (fault.isEmpty()) {
            fields.clear().put("mmsi", digits(mmsi));
            body();
        }
        return fault.isEmpty();
    }

    private String headerFault() {
        if (bits.length() < 38) {
            return "message too short";
        }
        if (type < 1 || type > TYPES) {
            return "unknown message type";
        }
        if (bits.length() < MIN_BITS[type]) {
            return "message too short";
        }
        return mmsi > MAX_MMSI ? "MMSI has more than nine digits" : "";
    }

    /// The fact of the message that was just read.
    Observation observation() {
        return new Observation(
                Senders.kind(type, mmsi),
                new String(id, StandardCharsets.ISO_8859_1),
                NAMES[type],
                timeMillis,
                latitude,
                longitude,
                altitude,
                heading,
                course,
                speed,
                fields.build());
    }

    private void body() {
        switch (type) {
            case 1, 2, 3 -> positionReport();
            case 4, 11 -> baseStation();
            case 5 -> staticAndVoyage();
            case 6, 8 -> binary(type == 6 ? 72 : 40);
            case 9 -> searchAndRescueAircraft();
            case 12 -> safetyText(72);
            case 14 -> safetyText(40);
            case 17 -> coarsePosition(40, 58);
            case 18 -> classB();
            case 19 -> classBExtended();
            case 21 -> aidToNavigation();
            case 24 -> staticReport();
            case 27 -> longRange();
            default -> {}
        }
    }

    private void positionReport() {
        fields.put("nav_status", (long) bits.unsigned(38, 4));
        turn(bits.signed(42, 8));
        knots(bits.unsigned(50, 10));
        accuracy(60);
        position(61, 89);
        course(116);
        heading(128);
        second(137);
        int manoeuvre = bits.unsigned(143, 2);
        if (manoeuvre == 1 || manoeuvre == 2) {
            fields.put("special_manoeuvre", manoeuvre == 2);
        }
        fields.put("raim", bits.flag(148));
    }

    /// Rate of turn: the sensor's degrees per minute are (value / 4.733) squared; 127 either way means faster than
    /// five degrees in thirty seconds from a transmitter without a turn indicator.
    private void turn(int value) {
        if (value == 127 || value == -127) {
            fields.put("turning", value > 0 ? "right" : "left");
        } else if (value != -128) {
            double root = value / 4.733;
            fields.put("rate_of_turn", Math.copySign(root * root, root));
        }
    }

    private void baseStation() {
        int millisOfDay = Utc.millisOfDay(bits.unsigned(61, 5), bits.unsigned(66, 6), bits.unsigned(72, 6), 0);
        long time = Utc.millis(bits.unsigned(38, 14), bits.unsigned(52, 4), bits.unsigned(56, 5), millisOfDay);
        if (time != Observation.NO_TIME) {
            timeMillis = time;
        }
        accuracy(78);
        position(79, 107);
        positioningDevice(134);
        fields.put("raim", bits.flag(148));
    }

    private void staticAndVoyage() {
        fields.put("imo", (long) bits.unsigned(40, 30));
        fields.putText("callsign", bits.text(70, 7));
        fields.putText("name", bits.text(112, 20));
        fields.put("ship_type", (long) bits.unsigned(232, 8));
        dimensions(240);
        positioningDevice(270);
        eta();
        fields.put("draught", bits.unsigned(294, 8) / 10.0);
        fields.putText("destination", bits.text(302, 20));
    }

    /// Month and day, and the time if there is one: `06-11T14:30`. The year is not sent.
    private void eta() {
        int month = bits.unsigned(274, 4);
        int day = bits.unsigned(278, 5);
        int hour = bits.unsigned(283, 5);
        int minute = bits.unsigned(288, 6);
        if (month < 1 || month > 12 || day < 1) {
            return;
        }
        eta.setLength(0);
        twoDigits(month).append('-');
        twoDigits(day);
        if (hour < 24 && minute < 60) {
            eta.append('T');
            twoDigits(hour).append(':');
            twoDigits(minute);
        }
        fields.put("eta", eta.toString());
    }

    private StringBuilder twoDigits(int value) {
        return eta.append((char) ('0' + value / 10)).append((char) ('0' + value % 10));
    }

    private void binary(int application) {
        fields.put("dac", (long) bits.unsigned(application, 10));
        fields.put("fid", (long) bits.unsigned(application + 10, 6));
    }

    private void searchAndRescueAircraft() {
        int metres = bits.unsigned(38, 12);
        if (metres != 4095) {
            altitude = metres;
        }
        int knots = bits.unsigned(50, 10);
        if (knots != 1023) {
            speed = knots * Units.METRES_PER_SECOND_PER_KNOT;
        }
        accuracy(60);
        position(61, 89);
        course(116);
        second(128);
        fields.put("altitude_sensor", bits.flag(134) ? "barometric" : "gnss");
    }

    private void safetyText(int start) {
        fields.putText("text", bits.text(start, 161));
    }

    private void classB() {
        knots(bits.unsigned(46, 10));
        accuracy(56);
        position(57, 85);
        course(112);
        heading(124);
        second(133);
        fields.put("raim", bits.flag(147));
    }

    private void classBExtended() {
        knots(bits.unsigned(46, 10));
        accuracy(56);
        position(57, 85);
        course(112);
        heading(124);
        second(133);
        fields.putText("name", bits.text(143, 20));
        fields.put("ship_type", (long) bits.unsigned(263, 8));
        dimensions(271);
        positioningDevice(301);
        fields.put("raim", bits.flag(305));
    }

    private void aidToNavigation() {
        fields.put("aid_type", (long) bits.unsigned(38, 5));
        String name = bits.text(43, NAME);
        String more = bits.length() > 272 ? bits.text(272, 14) : "";
        // A space between two words may be the last character of the first part.
        fields.putText("name", more.isEmpty() ? name : name + " ".repeat(NAME - name.length()) + more);
        accuracy(163);
        position(164, 192);
        dimensions(219);
        positioningDevice(249);
        second(253);
        if (bits.unsigned(253, 6) < 60) {
            fields.put("off_position", bits.flag(259));
        }
        fields.put("raim", bits.flag(268));
        fields.put("virtual", bits.flag(269));
    }

    private void staticReport() {
        int part = bits.unsigned(38, 2);
        if (part == 0) {
            fields.put("part", "A").putText("name", bits.text(40, 20));
        } else if (part == 1) {
            fields.put("part", "B").put("ship_type", (long) bits.unsigned(40, 8));
            fields.putText("vendor", bits.text(48, 3)).putText("callsign", bits.text(90, 7));
            if (Senders.isAuxiliaryCraft(mmsi)) {
                fields.put("mothership_mmsi", Senders.text(bits.unsigned(132, 30)));
            } else {
                dimensions(132);
            }
        } else {
            fault = "unknown part number";
        }
    }

    private void longRange() {
        accuracy(38);
        fields.put("raim", bits.flag(39)).put("nav_status", (long) bits.unsigned(40, 4));
        coarsePosition(44, 62);
        int knots = bits.unsigned(79, 6);
        if (knots != 63) {
            speed = knots * Units.METRES_PER_SECOND_PER_KNOT;
        }
        int degrees = bits.unsigned(85, 9);
        if (degrees < 360) {
            course = degrees;
        }
    }

    private void position(int longitudeStart, int latitudeStart) {
        place(bits.signed(longitudeStart, 28) / 600_000.0, bits.signed(latitudeStart, 27) / 600_000.0);
    }

    /// Tenths of a minute.
    private void coarsePosition(int longitudeStart, int latitudeStart) {
        place(bits.signed(longitudeStart, 18) / 600.0, bits.signed(latitudeStart, 17) / 600.0);
    }

    /// 181 east and 91 north mean not available; whatever else is outside the globe is no position either.
    private void place(double east, double north) {
        if (Math.abs(east) <= 180 && Math.abs(north) <= 90) {
            longitude = east;
            latitude = north;
        }
    }

    /// Tenths of a knot; 1023 means not available.
    private void knots(int tenths) {
        if (tenths != 1023) {
            speed = tenths * (Units.METRES_PER_SECOND_PER_KNOT / 10);
        }
    }

    private void course(int start) {
        int tenths = bits.unsigned(start, 12);
        if (tenths < 3600) {
            course = tenths / 10.0;
        }
    }

    private void heading(int start) {
        int degrees = bits.unsigned(start, 9);
        if (degrees < 360) {
            heading = degrees;
        }
    }

    private void accuracy(int bit) {
        fields.put("high_accuracy", bits.flag(bit));
    }

    private void second(int start) {
        int second = bits.unsigned(start, 6);
        if (second < 60) {
            fields.put("second", (long) second);
        }
    }

    private void positioningDevice(int start) {
        int device = bits.unsigned(start, 4);
        if (device != 0) {
            fields.put("positioning_device", (long) device);
        }
    }

    /// Metres from the antenna to bow, stern, port and starboard; all zero means not available.
    private void dimensions(int start) {
        int bow = bits.unsigned(start, 9);
        int stern = bits.unsigned(start + 9, 9);
        int port = bits.unsigned(start + 18, 6);
        int starboard = bits.unsigned(start + 24, 6);
        if (bow + stern + port + starboard > 0) {
            fields.put("to_bow", (long) bow).put("to_stern", (long) stern);
            fields.put("to_port", (long) port).put("to_starboard", (long) starboard);
        }
    }

    /// Writes the nine digits behind the prefix of the track id too.
    private String digits(int mmsi) {
        int rest = mmsi;
        for (int i = id.length - 1; i >= PREFIX.length; i--) {
            id[i] = (byte) ('0' + rest % 10);
            rest /= 10;
        }
        return new String(id, PREFIX.length, MMSI_DIGITS, StandardCharsets.ISO_8859_1);
    }
}
