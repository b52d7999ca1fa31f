package dev.parley.api;

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

    String scrape() {
        return registry.scrape();
    }
}
