package org.vtoc.server;

import org.vtoc.server.platform.error.ErrorCode;

/// Every way the base map says no.
enum BasemapError implements ErrorCode {
    NOT_A_BASEMAP(422, "Not a base map"),
    BASEMAP_NO_SPACE(507, "No space for the base map");

    private final int status;
    private final String title;

    BasemapError(int status, String title) {
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
