package org.vtoc.server.geofence;

import org.vtoc.server.platform.error.ErrorCode;

/// Every way geofences say no.
public enum GeofenceError implements ErrorCode {
    TOO_MANY_GEOFENCES(409, "Too many geofences at this station");

    private final int status;
    private final String title;

    GeofenceError(int status, String title) {
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
