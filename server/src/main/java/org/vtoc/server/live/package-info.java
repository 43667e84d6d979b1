/// One connection per browser: what happens, as frames, to whoever may see it.
///
/// Owns no facts. Four times a second a pulse tells the viewers that something changed; each asks what is newer than
/// what it was sent, at its own pace: a slow one gets fewer, newer states, and nothing waits for it. What goes to many
/// is made once.
@NullMarked
package org.vtoc.server.live;

import org.jspecify.annotations.NullMarked;
