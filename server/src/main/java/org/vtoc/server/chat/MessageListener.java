package org.vtoc.server.chat;

import org.jdbi.v3.core.Handle;

/// Is told of every message that is posted, in the transaction that stores it: what it writes is stored with the
/// message or not at all. It must be quick, because others wait behind it; what it throws keeps the message from being
/// stored.
@FunctionalInterface
public interface MessageListener {
    void posted(Handle tx, Message message);
}
