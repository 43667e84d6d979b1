@org.jspecify.annotations.NullMarked
package org.vtoc.server.platform.security;
