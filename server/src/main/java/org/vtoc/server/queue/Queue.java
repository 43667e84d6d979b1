package org.vtoc.server.queue;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.vtoc.server.audit.Actor;
import org.vtoc.server.audit.Audit;
import org.vtoc.server.audit.AuditEntry;
import org.vtoc.server.platform.bus.Bus;
import org.vtoc.server.platform.error.ProblemException;
import org.vtoc.server.platform.error.RequestError;
import org.vtoc.server.platform.http.Route;
import org.vtoc.server.platform.jobs.Job;
import org.vtoc.server.platform.jobs.JobFailure;
import org.vtoc.server.platform.jobs.JobState;
import org.vtoc.server.platform.jobs.Jobs;
import org.vtoc.server.platform.jobs.KindFigures;

/// The queue as administrators see it. Thread-safe.
public final class Queue {
    /// @param failures the attempts that went wrong, newest first, 100 at most
    record JobDetails(Job job, List<JobFailure> failures) {}

    /// @param news how far news reach: `embedded`, `connected` or `away`
    record QueueOverview(List<KindFigures> kinds, String news) {}

    private interface Change {
        Optional<Job> make(Handle tx, UUID id);
    }

    private final Jobs jobs;
    private final Jdbi control;
    private final Bus bus;
    private final Audit audit;

    private Queue(Jobs jobs, Jdbi control, Bus bus, Audit audit) {
        this.jobs = jobs;
        this.control = control;
        this.bus = bus;
        this.audit = audit;
    }

    /// @param control the control database, in which the jobs are
    public static Queue create(Jobs jobs, Jdbi control, Bus bus, Audit audit) {
        return new Queue(jobs, control, bus, audit);
    }

    public List<Route> routes() {
        return new QueueResource(this).routes();
    }

    QueueOverview overview() {
        return new QueueOverview(jobs.figures(), bus.state().name().toLowerCase(Locale.ROOT));
    }

    List<Job> list(Optional<JobState> state, Optional<String> kind, Optional<UUID> before, int limit) {
        return jobs.list(state, kind, before, limit);
    }

    JobDetails details(UUID id) {
        Job job = jobs.find(id).orElseThrow(() -> absent(id));
        return new JobDetails(job, jobs.failures(id));
    }

    Job requeue(UUID id, Actor by) {
        return change(id, by, "job.requeued", jobs::requeue);
    }

    Job cancel(UUID id, Actor by) {
        return change(id, by, "job.cancelled", jobs::cancel);
    }

    private Job change(UUID id, Actor by, String action, Change change) {
        control.useTransaction(tx -> {
            Job before = change.make(tx, id).orElseThrow(() -> absent(id));
            var details = Map.of("kind", before.kind(), "state", before.state().text());
            audit.append(tx, new AuditEntry(by, action, id.toString(), details));
        });
        return jobs.find(id).orElseThrow(() -> absent(id));
    }

    private static ProblemException absent(UUID id) {
        return ProblemException.of(RequestError.NOT_FOUND, "There is no job %s.".formatted(id));
    }
}
