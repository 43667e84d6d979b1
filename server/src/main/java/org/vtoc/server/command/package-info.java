/// Commands of the launcher that work without a center.
@NullMarked
package org.vtoc.server.command;

import org.jspecify.annotations.NullMarked;
