@NullMarked
package org.vtoc.server.geofence;

import org.jspecify.annotations.NullMarked;
