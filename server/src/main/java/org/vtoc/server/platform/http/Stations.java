package org.vtoc.server.platform.http;

import java.util.List;
import java.util.Optional;

/// What the HTTP layer must know of stations to find the one that a request is about.
public interface Stations {
    /// The slugs of the stations served, the first one first.
    List<String> served();

    /// The slug that a text from a path, parameter or header stands for, if it is a station served.
    Optional<String> find(String text);
}
