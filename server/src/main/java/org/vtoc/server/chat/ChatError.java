package org.vtoc.server.chat;

import org.vtoc.server.platform.error.ErrorCode;

/// Every way chat says no.
public enum ChatError implements ErrorCode {
    CHANNEL_EXISTS(409, "A channel with this name exists"),
    CHANNEL_ARCHIVED(409, "The channel is archived"),
    TOO_MANY_CHANNELS(409, "Too many channels"),
    MESSAGE_DELETED(409, "The message is deleted"),
    TOO_MANY_REACTIONS(409, "Too many kinds of reactions"),
    CHAT_BUSY(429, "Too many messages at once");

    private final int status;
    private final String title;

    ChatError(int status, String title) {
        this.status = status;
        this.title = title;
    }

    @Override
    public int status() {
        return status;
    }

    @Override
    public String title() {
        return title;
    }
}
