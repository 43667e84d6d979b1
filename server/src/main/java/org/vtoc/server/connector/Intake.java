package org.vtoc.server.connector;

import java.util.List;
import org.vtoc.server.platform.error.ProblemException;
import org.vtoc.server.telemetry.Fact;
import org.vtoc.server.telemetry.IngestReport;
import org.vtoc.server.telemetry.Source;

/// Where facts go: the center's telemetry.
@FunctionalInterface
public interface Intake {
    /// Returns when the facts are stored for good.
    ///
    /// @throws ProblemException 429 or 503: whether the facts were stored is not known, the same may be given
    ///     again; any other status: they will never be stored
    IngestReport ingest(Source source, List<Fact> facts) throws InterruptedException;
}
