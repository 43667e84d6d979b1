/// One vocabulary for saying no.
@NullMarked
package org.vtoc.server.platform.error;

import org.jspecify.annotations.NullMarked;
