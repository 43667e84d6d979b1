/// What the tests of the decoders share: captures, and a sink that keeps everything.
@NullMarked
package org.vtoc.decode;

import org.jspecify.annotations.NullMarked;
