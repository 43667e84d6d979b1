/// Who did what: an append-only, hash-chained row for every change, in the database where the change happened.
///
/// [org.vtoc.server.audit.Audit] is the front door. Other features append inside their own transaction; this one
/// never looks at what a row means.
@NullMarked
package org.vtoc.server.audit;

import org.jspecify.annotations.NullMarked;
