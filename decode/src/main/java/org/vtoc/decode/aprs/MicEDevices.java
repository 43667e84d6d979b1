package org.vtoc.decode.aprs;

/// Which radio a Mic-E packet came from, by the first byte after the position and the last ones of the comment, as
/// the list of Mic-E types in the addenda gives them.
final class MicEDevices {
    private static final String[][] SUFFIXES = {
        {"_ ", "Yaesu VX-8"},
        {"_\"", "Yaesu FTM-350"},
        {"_#", "Yaesu VX-8G"},
        {"_$", "Yaesu FT1D"},
        {"_%", "Yaesu FTM-400DR"},
        {"_)", "Yaesu FTM-100D"},
        {"_(", "Yaesu FT2D"},
        {"_0", "Yaesu FT3D"},
        {"_1", "Yaesu FTM-300D"},
        {"_2", "Yaesu FTM-200D"},
        {"_3", "Yaesu FT5D"},
        {"_4", "Yaesu FTM-500D"},
        {"(5", "Anytone D578UV"},
        {"(8", "Anytone D878UV"},
        {" X", "SainSonic AP510"},
        {"|3", "Byonics TinyTrak3"},
        {"|4", "Byonics TinyTrak4"},
        {":4", "SCS P4dragon DR-7400"},
        {":8", "SCS P4dragon DR-7800"},
    };

    private MicEDevices() {}

    /// @return the device, or empty if the comment does not tell
    static String name(Scratch comment) {
        int length = comment.length();
        if (length == 0) {
            return "";
        }
        byte last = comment.at(length - 1);
        return switch (comment.at(0)) {
            case '>' ->
                switch (last) {
                    case '=' -> "Kenwood TH-D72";
                    case '^' -> "Kenwood TH-D74";
                    case '&' -> "Kenwood TH-D75";
                    default -> "Kenwood TH-D7A";
                };
            case ']' -> last == '=' ? "Kenwood TM-D710" : "Kenwood TM-D700";
            case '`', '\'' -> bySuffix(comment);
            default -> "";
        };
    }

    private static String bySuffix(Scratch comment) {
        for (String[] suffix : SUFFIXES) {
            if (comment.isAt(comment.length() - suffix[0].length(), suffix[0])) {
                return suffix[1];
            }
        }
        return "";
    }
}
