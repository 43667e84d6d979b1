/// What administrators see of the queue of work, and do about it. The queue itself is [org.vtoc.server.platform.jobs].
@NullMarked
package org.vtoc.server.queue;

import org.jspecify.annotations.NullMarked;
