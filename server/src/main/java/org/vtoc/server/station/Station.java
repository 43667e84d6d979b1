package org.vtoc.server.station;

import java.time.Instant;

/// A place of work with its own database, role, and channel.
///
/// @param slug lower case, words joined by `-`
/// @param callsign its name on the air and of its channel
/// @param kind `ops`, `intel`, `logistics` or `other`
public record Station(String slug, String name, String callsign, String kind, Instant createdAt) {}
