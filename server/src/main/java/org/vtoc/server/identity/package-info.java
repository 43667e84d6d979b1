/// Who may come in: users and their roles, passwords, sessions with their tokens, API keys.
///
/// [org.vtoc.server.identity.Identity] is the front door. It says who a caller is; what a caller may do is decided
/// by [org.vtoc.server.platform.security.Policy] alone.
@NullMarked
package org.vtoc.server.identity;

import org.jspecify.annotations.NullMarked;
