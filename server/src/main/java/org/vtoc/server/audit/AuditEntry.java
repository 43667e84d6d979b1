package org.vtoc.server.audit;

import java.util.Map;

/// One change, as the feature that makes it tells it.
///
/// @param action what was done, `thing.verb`: `user.created`
/// @param target what it was done to, as people name it
/// @param details what else is worth knowing; never a secret
public record AuditEntry(Actor actor, String action, String target, Map<String, ?> details) {
    public AuditEntry {
        details = Map.copyOf(details);
    }

    public static AuditEntry of(Actor actor, String action, String target) {
        return new AuditEntry(actor, action, target, Map.of());
    }
}
