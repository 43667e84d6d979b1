/// What tests of several features share.
@NullMarked
package org.vtoc.server.testing;

import org.jspecify.annotations.NullMarked;
