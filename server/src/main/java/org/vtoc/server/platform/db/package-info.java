/// Where facts are kept: the data folder, the PostgreSQL that runs inside it (or an external one), one database and
/// one role for each station beside the control database, their migrations, and the bounded pools to reach them.
///
/// `Databases` is the front door. SQL of a feature lives in that feature's store.
@NullMarked
package org.vtoc.server.platform.db;

import org.jspecify.annotations.NullMarked;
