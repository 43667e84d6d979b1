@NullMarked
package org.vtoc.decode.gps;

import org.jspecify.annotations.NullMarked;
