/// AIS: `VDM` and `VDO` sentences (NMEA 0183, IEC 61162-1) with the messages of ITU-R M.1371-5.
@NullMarked
package org.vtoc.decode.ais;

import org.jspecify.annotations.NullMarked;
