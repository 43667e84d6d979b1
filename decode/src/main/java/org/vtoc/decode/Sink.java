package org.vtoc.decode;

/// Where a decoder puts what it finds. Numbers are 1-based and count what the format counts: lines of text, frames
/// of a binary stream, items of a JSON array. Bad input is a value here, never an exception.
public interface Sink {
    /// @param number the line, frame or item that the fact came from; of a multi-part message the first
    void fact(long number, Observation observation);

    /// A well-formed message that carries nothing to know.
    void ignored(long number, String reason);

    /// A message that cannot be decoded: bad checksum, missing part, wrong form. The reason is a short stable text.
    void malformed(long number, String reason);
}
