@NullMarked
package org.vtoc.server.platform.jobs;

import org.jspecify.annotations.NullMarked;
