package org.vtoc.server.audit;

import com.fasterxml.jackson.annotation.JsonRawValue;
import java.time.Instant;

/// One stored row.
///
/// @param chain `control`, or the slug of the station in whose database the row is
/// @param position 1 for the first row of the chain, without gaps
/// @param details a JSON object, exactly as it was hashed
/// @param hash SHA-256 of this row and the one before it, in hexadecimal
public record AuditRow(
        String chain,
        long position,
        Instant at,
        Actor actor,
        String action,
        String target,
        @JsonRawValue String details,
        String hash) {}
