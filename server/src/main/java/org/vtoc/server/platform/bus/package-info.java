/// News between the parts and the processes of one center. What is true is in the database; losing news costs delay.
@NullMarked
package org.vtoc.server.platform.bus;

import org.jspecify.annotations.NullMarked;
