package org.vtoc.server.platform.config;

/// One wrong setting.
///
/// @param path the setting, `sources.roof.tcp_url`; empty if the text as a whole is wrong
/// @param line the 1-based line in the settings file; 0 for settings that come from no file
/// @param message what is wrong and what would be right
public record SettingsProblem(String path, int line, String message) {
    @Override
    public String toString() {
        String where = line > 0 ? "line " + line + ": " : "";
        return where + (path.isEmpty() ? message : path + " " + message);
    }
}
