/// Pure decoders, a package per format: bytes in, facts out. No I/O, no clock, no server.
@NullMarked
package org.vtoc.decode;

import org.jspecify.annotations.NullMarked;
