package org.vtoc.server.telemetry;

import java.util.Optional;
import org.vtoc.decode.Observation;

/// An observation on its way into the store.
///
/// @param eventKey a repeat with the same source and key changes nothing
/// @param raw what the sensor said, as text, for people to look at
public record Fact(Observation observation, Optional<String> eventKey, Optional<String> raw) {}
