package org.vtoc.decode;

/// Turns a stream of bytes into facts. One instance serves one stream, keeps that stream's partial messages, and is
/// used by one thread at a time. Bytes may be cut anywhere between two calls.
public interface Decoder {
    /// Takes the next bytes of the stream. What is complete goes to the sink at once, the rest waits.
    void decode(byte[] bytes, int offset, int length, Sink sink);

    /// The stream ended: gives what is left, and names what stayed incomplete.
    void end(Sink sink);

    /// Nothing came for a while, but more may: what only waits for company is given.
    default void quiet(Sink sink) {}
}
