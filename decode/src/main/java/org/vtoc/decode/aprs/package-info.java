/// APRS packets as text (TNC2 form, as APRS-IS sends them): APRS protocol reference 1.0.1 with the addenda 1.1 and 1.2.
@NullMarked
package org.vtoc.decode.aprs;

import org.jspecify.annotations.NullMarked;
