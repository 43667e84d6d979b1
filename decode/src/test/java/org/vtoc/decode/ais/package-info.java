@NullMarked
package org.vtoc.decode.ais;

import org.jspecify.annotations.NullMarked;
