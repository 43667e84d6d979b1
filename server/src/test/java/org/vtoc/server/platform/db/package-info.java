@NullMarked
package org.vtoc.server.platform.db;

import org.jspecify.annotations.NullMarked;
