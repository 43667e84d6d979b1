package org.vtoc.server.connector;

import org.vtoc.server.platform.error.ErrorCode;

/// Every way the connectors say no.
public enum ConnectorError implements ErrorCode {
    SOURCE_IN_FILE(409, "The source is defined in the settings file"),
    SOURCE_NOT_RUNNING(409, "The source is not running"),
    TOO_MANY_TRIALS(429, "Too many trials of settings at once");

    private final int status;
    private final String title;

    ConnectorError(int status, String title) {
        this.status = status;
        this.title = title;
    }

    @Override
    public int status() {
        return status;
    }

    @Override
    public String title() {
        return title;
    }
}
