@NullMarked
package org.vtoc.decode.adsb;

import org.jspecify.annotations.NullMarked;
