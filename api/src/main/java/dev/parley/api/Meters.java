package dev.parley.api;

import dev.parley.axon.processors.ProcessorStatus;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Timer;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;

import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/** What the server counts about itself, as {@code /metrics} shows it. Any thread. */
final class Meters {
    private final PrometheusMeterRegistry registry =
            new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    private final Counter cutOff =
            Counter.builder("parley.sockets.cut.off")
                    .description("Sockets ended because their client read too slowly")
                    .register(registry);

    /** One request answered. Routes are few, statuses too: the series stay bounded. */
    void answered(String method, String template, int status, long nanos) {
        Timer.builder("parley.http.requests")
                .description("Requests by route and status")
                .tag("method", method)
                .tag("route", template)
                .tag("status", Integer.toString(status))
                .register(registry)
                .record(nanos, TimeUnit.NANOSECONDS);
    }

    void socketCutOff() {
        cutOff.increment();
    }

    /** Shows a figure that is read when asked for. */
    void gauge(String name, String description, Supplier<Number> value) {
        Gauge.builder(name, value).description(description).register(registry);
    }

    /** Shows each processor behind the log, by its name. */
    void processors(Backend backend) {
        for (ProcessorStatus each : backend.processors().status()) {
            String name = each.name();
            processor(
                    "lag",
                    "Released events that the projection has not taken in yet",
                    name,
                    () ->
                            backend.processors()
                                    .status(name)
                                    .map(now -> ProcessorApi.lag(now, backend.reading().released()))
                                    .orElse(0L));
            processor(
                    "parked",
                    "Events set aside",
                    name,
                    () -> backend.processors().status(name).map(ProcessorStatus::parked).orElse(0));
            processor(
                    "taken",
                    "Events fed since the start",
                    name,
                    () -> backend.processors().status(name).map(ProcessorStatus::taken).orElse(0L));
            processor(
                    "fed",
                    "1 while it is fed, 0 while it fails, starts or has stopped",
                    name,
                    () ->
                            backend.processors()
                                    .status(name)
                                    .map(now -> now.state().isFed() ? 1 : 0)
                                    .orElse(0));
        }
    }

    private void processor(String what, String description, String name, Supplier<Number> value) {
        Gauge.builder("parley.processor." + what, value)
                .description(description)
                .tag("processor", name)
                .register(registry);
    }

    String scrape() {
        return registry.scrape();
    }
}
