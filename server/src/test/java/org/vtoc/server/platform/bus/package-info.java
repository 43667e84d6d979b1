@NullMarked
package org.vtoc.server.platform.bus;

import org.jspecify.annotations.NullMarked;
