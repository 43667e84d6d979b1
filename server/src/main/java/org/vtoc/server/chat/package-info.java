/// What people say to each other, and what the center says to them: channels, threads, messages.
///
/// Owns who may read and write a channel, the messages with their history, what each user has read, and who is there.
/// Everything is in the control database; a message is committed before anyone is shown it.
@NullMarked
package org.vtoc.server.chat;

import org.jspecify.annotations.NullMarked;
