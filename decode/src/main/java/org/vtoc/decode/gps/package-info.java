/// Receivers of satellite navigation: NMEA 0183 sentences, the JSON of gpsd, and GPX files.
@NullMarked
package org.vtoc.decode.gps;

import org.jspecify.annotations.NullMarked;
