package org.vtoc.server.audit;

import java.time.Instant;
import java.util.Optional;

/// What a look at one whole chain found.
///
/// @param rows rows looked at, up to the first broken one
/// @param anchored the position up to which the anchor outside the database vouches for the chain
/// @param anchoredAt when that anchor was set
/// @param brokenAt the first position that isn't as it was written
/// @param reason what is wrong there
public record ChainCheck(
        String chain,
        boolean whole,
        long rows,
        Optional<Long> anchored,
        Optional<Instant> anchoredAt,
        Optional<Long> brokenAt,
        Optional<String> reason) {}
