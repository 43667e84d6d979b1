package org.vtoc.server.platform.error;

/// A way to say no, one enum per feature. [#name()] is the stable public code.
public interface ErrorCode {
    String name();

    /// The HTTP status that carries it.
    int status();

    /// A short title that is the same for every occurrence.
    String title();
}
