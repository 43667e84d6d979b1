/// Settings: flags, environment and files become records; what is wrong is named all at once.
@NullMarked
package org.vtoc.server.platform.config;

import org.jspecify.annotations.NullMarked;
