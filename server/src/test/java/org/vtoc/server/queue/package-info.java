@NullMarked
package org.vtoc.server.queue;

import org.jspecify.annotations.NullMarked;
