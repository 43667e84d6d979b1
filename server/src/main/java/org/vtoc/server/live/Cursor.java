package org.vtoc.server.live;

import java.util.Optional;
import java.util.OptionalLong;
import org.vtoc.server.telemetry.Picture;

/// Where a viewer stands: a version of one start of the center.
final class Cursor {
    private Cursor() {}

    static String text(Picture picture, long version) {
        return picture.epoch() + "." + Long.toHexString(version);
    }

    /// The version, if the cursor is of this start of the center.
    static OptionalLong version(Picture picture, Optional<String> cursor) {
        String prefix = picture.epoch() + ".";
        if (cursor.isEmpty() || !cursor.get().startsWith(prefix)) {
            return OptionalLong.empty();
        }
        try {
            long version = Long.parseLong(cursor.get().substring(prefix.length()), 16);
            return version <= picture.version() && version >= 0 ? OptionalLong.of(version) : OptionalLong.empty();
        } catch (NumberFormatException _) {
            return OptionalLong.empty();
        }
    }
}
