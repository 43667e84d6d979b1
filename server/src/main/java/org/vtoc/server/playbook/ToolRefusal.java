package org.vtoc.server.playbook;

/// A tool's no: trying again would change nothing.
public final class ToolRefusal extends Exception {
    private static final long serialVersionUID = 1L;

    public ToolRefusal(String reason) {
        super(reason);
    }

    public String reason() {
        return String.valueOf(getMessage());
    }
}
