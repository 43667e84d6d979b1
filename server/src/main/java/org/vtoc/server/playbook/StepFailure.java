package org.vtoc.server.playbook;

/// A step could not be done; what follows is the playbook's to say.
final class StepFailure extends Exception {
    private static final long serialVersionUID = 1L;

    StepFailure(String reason) {
        super(reason, null, false, false);
    }

    String reason() {
        return String.valueOf(getMessage());
    }
}
