/// Who calls, and the one place that decides who may do what.
@NullMarked
package org.vtoc.server.platform.security;

import org.jspecify.annotations.NullMarked;
