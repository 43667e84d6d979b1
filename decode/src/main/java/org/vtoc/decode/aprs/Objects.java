package org.vtoc.decode.aprs;

/// Objects `;NAME_____*092345z...` and items `)NAME!...` (chapter 11): things that a station reports for others. They
/// are tracked by their own name; the reporting station is `reported_by`.
final class Objects {
    private static final int NAME = 9;
    private static final int MIN_NAME = 3;
    /// The data type, the name, the state and the time stamp.
    private static final int OBJECT_HEAD = 18;

    private Objects() {}

    static boolean readObject(Report report, Header header, int from, int to) {
        byte[] bytes = report.bytes;
        if (to - from < OBJECT_HEAD + Positions.COMPRESSED) {
            return report.refuse("object too short");
        }
        int state = from + 1 + NAME;
        boolean good = isName(bytes, from + 1, state)
                && (bytes[state] == '*' || bytes[state] == '_')
                && Positions.putTimestamp(report, state + 1);
        if (!good) {
            return report.refuse("bad object");
        }
        return read(report, header, "object", new Place(from + 1, state, bytes[state] == '*', from + OBJECT_HEAD), to);
    }

    static boolean readItem(Report report, Header header, int from, int to) {
        byte[] bytes = report.bytes;
        int state = from + 1;
        while (state < to && state <= from + 1 + NAME && bytes[state] != '!' && bytes[state] != '_') {
            state++;
        }
        int length = state - from - 1;
        boolean good = state < to && length >= MIN_NAME && length <= NAME && isName(bytes, from + 1, state);
        if (!good) {
            return report.refuse("bad item");
        }
        return read(report, header, "item", new Place(from + 1, state, bytes[state] == '!', state + 1), to);
    }

    private record Place(int name, int nameEnd, boolean alive, int position) {}

    private static boolean read(Report report, Header header, String type, Place place, int to) {
        int nameEnd = place.nameEnd;
        while (nameEnd > place.name && report.bytes[nameEnd - 1] == ' ') {
            nameEnd--;
        }
        if (nameEnd == place.name) {
            return report.refuse("bad " + type);
        }
        String name = Scratch.text(report.bytes, place.name, nameEnd);
        report.messageType = type;
        report.isObject = true;
        report.trackId = "aprs:" + name;
        report.fields.put("name", name).put("alive", place.alive).put("reported_by", header.source(report.bytes));
        int rest = Positions.read(report, place.position, to);
        if (rest < 0) {
            return false;
        }
        Comments.readWithExtension(report, rest, to);
        return true;
    }

    private static boolean isName(byte[] bytes, int from, int to) {
        for (int i = from; i < to; i++) {
            if (bytes[i] < ' ' || bytes[i] > '~') {
                return false;
            }
        }
        return true;
    }
}
