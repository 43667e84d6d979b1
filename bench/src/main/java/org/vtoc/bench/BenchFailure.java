package org.vtoc.bench;

/// A benchmark can't go on, or found that the center broke a promise; the message is for the person at the terminal.
final class BenchFailure extends RuntimeException {
    private static final long serialVersionUID = 1;

    BenchFailure(String message) {
        super(message);
    }

    BenchFailure(String message, Throwable cause) {
        super(message, cause);
    }
}
