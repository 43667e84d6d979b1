/// How the center shows itself to those who run it: health, metrics, logs.
@NullMarked
package org.vtoc.server.platform.observe;

import org.jspecify.annotations.NullMarked;
