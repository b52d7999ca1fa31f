package dev.parley.api;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

import dev.parley.api.http.Json;
import dev.parley.api.http.Reply;
import dev.parley.api.http.Request;
import dev.parley.axon.processors.ProcessorStatus;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;

/** Whether the server lives and takes work, and its figures. Any thread. */
final class Status {
    private final Backend backend;
    private final Meters meters;
    private final AtomicBoolean stopping = new AtomicBoolean();

    Status(Backend backend, Meters meters) {
        this.backend = backend;
        this.meters = meters;
    }

    /** From here on the server is not ready. */
    void stopping() {
        stopping.set(true);
    }

    /** 200 for as long as the process answers and its shard has not halted. */
    Reply live(Request request) {
        return Reply.json(code(!backend.hasHalted()), health(!backend.hasHalted()))
                .with("Cache-Control", "no-store");
    }

    /**
     * 200 while new work is taken. How index and processors behind the log stand is told, but does
     * not decide: conversations go on without search.
     */
    Reply ready(Request request) {
        boolean good = !backend.hasHalted() && !stopping.get();
        ObjectNode shape = health(good);
        shape.putObject("index").put("fed", backend.isIndexing()).put("lag", indexLag(backend));
        ArrayNode processors = shape.putArray("processors");
        for (ProcessorStatus each : backend.processors().status()) {
            processors
                    .addObject()
                    .put("name", each.name())
                    .put("state", ProcessorApi.state(each))
                    .put("fed", each.state().isFed())
                    .put("lag", ProcessorApi.lag(each, backend.reading().released()))
                    .put("parked", each.parked());
        }
        return Reply.json(code(good), shape).with("Cache-Control", "no-store");
    }

    Reply metrics(Request request) {
        return new Reply(
                200,
                "text/plain; version=0.0.4; charset=utf-8",
                meters.scrape().getBytes(StandardCharsets.UTF_8),
                List.of());
    }

    /** Events on disk that the index does not hold yet. */
    static long indexLag(Backend backend) {
        return Math.max(0, backend.durable() - backend.indexedBefore());
    }

    private static int code(boolean good) {
        return good ? 200 : 503;
    }

    private ObjectNode health(boolean good) {
        ObjectNode shape = Json.object();
        shape.put("status", good ? "up" : "down");
        shape.put("sync", backend.sync());
        shape.put("released", backend.reading().released());
        shape.put("durable", backend.durable());
        return shape;
    }
}
