/// ADS-B receivers: Mode S frames (AVR and Beast), BaseStation lines (port 30003) and the aircraft.json of readsb and
/// the dump1090 family.
@NullMarked
package org.vtoc.decode.adsb;

import org.jspecify.annotations.NullMarked;
