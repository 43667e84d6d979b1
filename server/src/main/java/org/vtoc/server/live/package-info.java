/// One connection per browser: what happens, as frames, to whoever may see it.
///
/// Owns no facts. A viewer asks the features what is newer than what it was sent, at its own pace: a slow one gets
/// fewer, newer states, and nothing waits for it.
@NullMarked
package org.vtoc.server.live;

import org.jspecify.annotations.NullMarked;
