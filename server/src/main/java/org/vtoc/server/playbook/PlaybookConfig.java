package org.vtoc.server.playbook;

import java.nio.file.Path;
import java.time.Duration;

/// What playbooks are told at the start.
///
/// @param catalogue the file of the playbooks
/// @param solo whether who started a run may approve its steps: for those who work alone
/// @param retention how long ended runs are kept
public record PlaybookConfig(Path catalogue, boolean solo, Duration retention) {
    public static final Duration RETENTION = Duration.ofDays(90);

    /// With two people for an approval.
    public static PlaybookConfig of(Path catalogue) {
        return new PlaybookConfig(catalogue, false, RETENTION);
    }
}
