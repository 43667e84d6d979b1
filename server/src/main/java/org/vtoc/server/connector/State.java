package org.vtoc.server.connector;

import java.util.Locale;

/// How a source is doing, in one word; the wire name is the lower-case constant.
public enum State {
    /// Switched off in its settings.
    DISABLED,
    /// Its next reading is due later, or nothing was ever posted to it.
    WAITING,
    /// On the way to the other side.
    CONNECTING,
    /// Bytes come.
    ONLINE,
    /// All was read; there is nothing more for now.
    IDLE,
    /// Connected, but nothing has come for a minute.
    SILENT,
    /// The other side failed; the next try is due.
    BACKOFF,
    /// The settings or the program are at fault; tried again, but a person should look.
    FAILED,
    /// Not run by this center at present.
    OFFLINE;

    public String wireName() {
        return name().toLowerCase(Locale.ROOT);
    }
}
