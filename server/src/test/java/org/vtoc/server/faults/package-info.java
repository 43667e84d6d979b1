/// What the whole center does when its input is hostile and when its parts fail.
@NullMarked
package org.vtoc.server.faults;

import org.jspecify.annotations.NullMarked;
