package org.vtoc.server.platform.error;

/// What can be wrong with any request, whatever the feature.
public enum RequestError implements ErrorCode {
    MALFORMED_REQUEST(400, "Malformed request"),
    NOT_AUTHENTICATED(401, "Not authenticated"),
    NOT_ALLOWED(403, "Not allowed"),
    NOT_FOUND(404, "Not found"),
    METHOD_NOT_ALLOWED(405, "Method not allowed"),
    WRONG_STATE(409, "Wrong state"),
    PRECONDITION_FAILED(412, "Precondition failed"),
    TOO_LARGE(413, "Too large"),
    WRONG_CONTENT_TYPE(415, "Wrong content type"),
    RANGE_NOT_SATISFIABLE(416, "Range not satisfiable"),
    INVALID_REQUEST(422, "Invalid request"),
    TOO_MANY_REQUESTS(429, "Too many requests"),
    INTERNAL_ERROR(500, "Internal error"),
    UNAVAILABLE(503, "Unavailable");

    private final int status;
    private final String title;

    RequestError(int status, String title) {
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
