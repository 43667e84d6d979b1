/// Durable work: one queue in the control database, claimed with leases, tried again, kept for a while when done.
@NullMarked
package org.vtoc.server.platform.jobs;

import org.jspecify.annotations.NullMarked;
