package org.vtoc.server.platform.jobs;

/// How much of a kind is in the queue.
///
/// @param queued not begun, or to be tried again
/// @param due of these, how many could begin now
/// @param dead jobs that were given up and are kept
/// @param oldestSeconds since when the one that is due longest could have begun
public record KindFigures(String kind, long queued, long due, long running, long dead, double oldestSeconds) {}
