/// Packets are examples of the APRS protocol reference 1.0.1 and its addenda, or made up here.
@NullMarked
package org.vtoc.decode.aprs;

import org.jspecify.annotations.NullMarked;
