package org.vtoc.server.telemetry;

import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/// A time in which a source said nothing for longer than it may.
///
/// @param source its slug
/// @param since when it was heard last, or first expected
/// @param until when it was heard again or switched off; absent while it lasts
/// @param detail what was known when it was noticed, for people
public record Silence(UUID id, String station, String source, Instant since, Optional<Instant> until, String detail) {}
