@NullMarked
package org.vtoc.server.connector;

import org.jspecify.annotations.NullMarked;
