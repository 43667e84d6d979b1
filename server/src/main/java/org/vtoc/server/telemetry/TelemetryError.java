package org.vtoc.server.telemetry;

import org.vtoc.server.platform.error.ErrorCode;

/// Every way telemetry says no.
public enum TelemetryError implements ErrorCode {
    TOO_MANY_ROWS(413, "Too many rows in one request"),
    SOURCE_EXISTS(409, "A source with this slug exists"),
    SOURCE_DISABLED(409, "The source is disabled"),
    SOURCE_OVER_LIMIT(429, "The source gives more than it may"),
    INTAKE_FULL(429, "The intake queue is full"),
    INTAKE_UNAVAILABLE(503, "The intake can't store right now");

    private final int status;
    private final String title;

    TelemetryError(int status, String title) {
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
