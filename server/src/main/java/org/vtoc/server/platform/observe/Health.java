package org.vtoc.server.platform.observe;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Tag;
import io.micrometer.core.instrument.binder.jvm.JvmGcMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmThreadMetrics;
import io.micrometer.core.instrument.binder.system.FileDescriptorMetrics;
import io.micrometer.core.instrument.binder.system.ProcessorMetrics;
import io.micrometer.core.instrument.binder.system.UptimeMetrics;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.vtoc.server.platform.error.ProblemException;
import org.vtoc.server.platform.error.RequestError;
import org.vtoc.server.platform.http.Answer;
import org.vtoc.server.platform.http.Exchange;
import org.vtoc.server.platform.http.Route;
import org.vtoc.server.platform.security.Access;
import org.vtoc.server.platform.security.Caller;
import org.vtoc.server.platform.security.Policy;
import org.vtoc.server.platform.security.Scope;

/// Whether the center lives and can work, and its figures for Prometheus.
public final class Health implements AutoCloseable {
    private final PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    private final JvmGcMetrics garbage = new JvmGcMetrics();
    private final BooleanSupplier ready;
    private final Supplier<String> news;
    private final AtomicBoolean draining = new AtomicBoolean();

    /// @param ready whether what the center needs answers now
    /// @param news how far news reach; shown, never a reason not to be ready
    public Health(BooleanSupplier ready, Supplier<String> news) {
        this.ready = ready;
        this.news = news;
        new JvmMemoryMetrics().bindTo(registry);
        new JvmThreadMetrics().bindTo(registry);
        new ProcessorMetrics().bindTo(registry);
        new FileDescriptorMetrics().bindTo(registry);
        new UptimeMetrics().bindTo(registry);
        garbage.bindTo(registry);
    }

    /// Shows a figure as a gauge.
    public void gauge(String name, String description, Supplier<Number> value) {
        Gauge.builder(name, value).description(description).register(registry);
    }

    /// The same of one of several: each has its labels.
    public void gauge(String name, String description, Map<String, String> labels, Supplier<Number> value) {
        Gauge.builder(name, value).description(description).tags(tags(labels)).register(registry);
    }

    /// Shows what has been counted since the start.
    public void counter(String name, String description, Map<String, String> labels, Supplier<Number> value) {
        FunctionCounter.builder(name, value, count -> count.get().doubleValue())
                .description(description)
                .tags(tags(labels))
                .register(registry);
    }

    private static List<Tag> tags(Map<String, String> labels) {
        return labels.entrySet().stream()
                .map(label -> Tag.of(label.getKey(), label.getValue()))
                .toList();
    }

    /// From now on the center says that it takes no new work.
    public void drain() {
        draining.set(true);
    }

    public List<Route> routes() {
        Access probe = Access.open("probes carry no credential and learn nothing but up or down");
        return List.of(
                Route.getAtRoot("/healthz", probe, _ -> Answer.ok(Map.of("status", "ok")))
                        .summary("Whether the center lives")
                        .answers(200, Status.class),
                Route.getAtRoot("/health", probe, _ -> Answer.ok(Map.of("status", "ok")))
                        .summary("Whether the center lives")
                        .answers(200, Status.class),
                Route.getAtRoot("/readyz", probe, _ -> readiness())
                        .summary("Whether the center can work: 503 while a needed dependency is down")
                        .answers(200, Readiness.class),
                Route.getAtRoot(
                                "/metrics",
                                Access.open("from this machine itself; from elsewhere the handler asks for a key"),
                                this::metrics)
                        .summary("Figures for Prometheus; from loopback, or with an API key of scope metrics"));
    }

    /// For the API document.
    record Status(String status) {}

    /// For the API document.
    ///
    /// @param news how far news reach: `embedded` within the one process, `connected` to all, or `away`
    record Readiness(String status, String news) {}

    private Answer readiness() {
        if (draining.get()) {
            throw unavailable("The center is stopping.");
        }
        if (!ready.getAsBoolean()) {
            throw unavailable("The database does not answer.");
        }
        return Answer.ok(new Readiness("ready", news.get()));
    }

    private static ProblemException unavailable(String detail) {
        return ProblemException.of(RequestError.UNAVAILABLE, detail).retryAfter(Duration.ofSeconds(2));
    }

    private Answer metrics(Exchange exchange) {
        // A proxy on this machine that nobody told us to trust must not make the whole world look local.
        boolean local = exchange.client().isLoopbackAddress()
                && exchange.header("X-Forwarded-For").isEmpty()
                && exchange.caller() instanceof Caller.Anonymous;
        if (!local) {
            Policy.require(exchange.caller(), Access.scoped(Scope.METRICS));
        }
        return Answer.text("text/plain; version=0.0.4; charset=utf-8", registry.scrape());
    }

    @Override
    public void close() {
        garbage.close();
        registry.close();
    }
}
