/// Stations: the scope of every row. Owns their list; each station's database belongs to the database platform.
@NullMarked
package org.vtoc.server.station;

import org.jspecify.annotations.NullMarked;
