package org.vtoc.server.connector;

import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.vtoc.server.telemetry.Allowance;
import org.vtoc.server.telemetry.Fact;
import org.vtoc.server.telemetry.IngestReport;
import org.vtoc.server.telemetry.Source;
import org.vtoc.server.telemetry.SourceLimits;

/// Holds sources to their limits where no center does it; what they gave is counted anew at each start. Thread-safe.
final class Metered implements Intake {
    private final Intake intake;
    private final InstantSource clock;
    private final Map<String, Allowance> bySlug = new ConcurrentHashMap<>();

    Metered(Intake intake, InstantSource clock) {
        this.intake = intake;
        this.clock = clock;
    }

    @Override
    public IngestReport ingest(Source source, List<Fact> facts) throws InterruptedException {
        Allowance allowance = bySlug.computeIfAbsent(source.slug(), _ -> new Allowance(SourceLimits.of(source), clock));
        var taken = new ArrayList<Fact>(facts.size());
        var rejected = new ArrayList<IngestReport.Rejection>();
        for (int i = 0; i < facts.size(); i++) {
            Optional<Allowance.Refusal> over = allowance.take();
            if (over.isPresent()) {
                rejected.add(new IngestReport.Rejection(i, over.get().reason()));
            } else {
                taken.add(facts.get(i));
            }
        }
        if (taken.isEmpty()) {
            return new IngestReport(0, 0, rejected);
        }
        boolean kept = false;
        try {
            int accepted = intake.ingest(source, taken).accepted();
            kept = true;
            return new IngestReport(accepted, 0, rejected);
        } finally {
            if (!kept) {
                allowance.giveBack(taken.size());
            }
        }
    }
}
