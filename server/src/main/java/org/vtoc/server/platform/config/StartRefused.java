package org.vtoc.server.platform.config;

/// The program can't start or go on as asked; the message says why and what to do, for the person at the terminal.
public final class StartRefused extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public StartRefused(String message) {
        super(message);
    }

    public StartRefused(String message, Throwable cause) {
        super(message, cause);
    }
}
