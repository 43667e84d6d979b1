package org.vtoc.server.queue;

import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.vtoc.server.audit.Actor;
import org.vtoc.server.platform.error.ProblemException;
import org.vtoc.server.platform.http.Answer;
import org.vtoc.server.platform.http.Exchange;
import org.vtoc.server.platform.http.Page;
import org.vtoc.server.platform.http.Route;
import org.vtoc.server.platform.jobs.Job;
import org.vtoc.server.platform.jobs.JobState;
import org.vtoc.server.platform.security.Access;

final class QueueResource {
    /// For the API document.
    record JobPage(List<Job> items, Optional<String> next) {}

    private final Queue queue;

    QueueResource(Queue queue) {
        this.queue = queue;
    }

    List<Route> routes() {
        return List.of(
                Route.get("/queue", Access.admin(), _ -> Answer.ok(queue.overview()))
                        .summary("How much work of each kind is in the queue, and how old the oldest is")
                        .answers(200, Queue.QueueOverview.class),
                Route.get("/jobs", Access.admin(), this::list)
                        .summary("The jobs, newest first, without payload and result")
                        .query("state", "queued, running, succeeded, dead or cancelled")
                        .query("kind", "only jobs of this kind")
                        .inPages()
                        .answers(200, JobPage.class),
                Route.get("/jobs/{id}", Access.admin(), exchange -> Answer.ok(queue.details(exchange.pathId("id"))))
                        .summary("One job, with the attempts that went wrong")
                        .answers(200, Queue.JobDetails.class),
                Route.post("/jobs/{id}/requeue", Access.admin(), this::requeue)
                        .summary("Put a dead or cancelled job back into the queue, with all its attempts")
                        .answers(200, Job.class),
                Route.post("/jobs/{id}/cancel", Access.admin(), this::cancel)
                        .summary("Cancel a job that is not finished; a running attempt is interrupted")
                        .answers(200, Job.class));
    }

    private Answer list(Exchange exchange) {
        int limit = exchange.limit();
        List<Job> found = queue.list(
                exchange.query("state").map(QueueResource::state),
                exchange.query("kind"),
                exchange.query("cursor").map(QueueResource::cursor),
                limit + 1);
        boolean more = found.size() > limit;
        List<Job> page = more ? found.subList(0, limit) : found;
        return Answer.ok(new Page<>(page, more ? Optional.of(page.getLast().id().toString()) : Optional.empty()));
    }

    private Answer requeue(Exchange exchange) {
        return Answer.ok(queue.requeue(exchange.pathId("id"), Actor.of(exchange)));
    }

    private Answer cancel(Exchange exchange) {
        return Answer.ok(queue.cancel(exchange.pathId("id"), Actor.of(exchange)));
    }

    private static JobState state(String text) {
        return JobState.of(text)
                .orElseThrow(() ->
                        ProblemException.invalid("state", "must be queued, running, succeeded, dead or cancelled"));
    }

    private static UUID cursor(String text) {
        try {
            return UUID.fromString(text);
        } catch (IllegalArgumentException _) {
            throw ProblemException.invalid("cursor", "is not one that this list gave");
        }
    }
}
