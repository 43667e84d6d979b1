@org.jspecify.annotations.NullMarked
package org.vtoc.server.live;
