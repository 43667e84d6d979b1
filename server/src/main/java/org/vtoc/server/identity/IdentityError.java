package org.vtoc.server.identity;

import org.vtoc.server.platform.error.ErrorCode;

/// Every way in which identity says no.
public enum IdentityError implements ErrorCode {
    WRONG_CREDENTIALS(401, "Wrong credentials"),
    REFRESH_TOKEN_REFUSED(401, "Refresh token refused"),
    SIGN_IN_LOCKED(429, "Sign-in locked"),
    SIGN_IN_BUSY(429, "Too many sign-ins at once"),
    USERNAME_TAKEN(409, "User name taken"),
    EMAIL_TAKEN(409, "E-mail address taken"),
    LAST_ADMINISTRATOR(409, "Last administrator"),
    TOO_MANY_KEYS(409, "Too many API keys");

    private final int status;
    private final String title;

    IdentityError(int status, String title) {
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
