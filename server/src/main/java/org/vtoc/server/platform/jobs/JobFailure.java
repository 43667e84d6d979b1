package org.vtoc.server.platform.jobs;

import java.time.Instant;
import java.util.Optional;

/// An attempt that went wrong.
///
/// @param attempt from 1; begins anew when a job is requeued
/// @param worker the process that had it
public record JobFailure(int attempt, Instant failedAt, Optional<String> worker, String error) {}
