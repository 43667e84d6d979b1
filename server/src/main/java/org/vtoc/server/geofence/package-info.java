/// Areas that operators watch: which tracks go in and out.
///
/// Owns fences, who is inside them, and crossings, per station. Reads the live picture beside the intake, never in it;
/// what it found is committed before anyone is told.
@NullMarked
package org.vtoc.server.geofence;

import org.jspecify.annotations.NullMarked;
