/// Documents whose examples are run.
@NullMarked
package org.vtoc.server.documents;

import org.jspecify.annotations.NullMarked;
