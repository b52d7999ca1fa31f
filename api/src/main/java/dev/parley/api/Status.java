package dev.parley.api;

import com.fasterxml.jackson.databind.node.ObjectNode;

import dev.parley.api.http.Json;
import dev.parley.api.http.Reply;
import dev.parley.api.http.Request;

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
        return health(!backend.hasHalted());
    }

    /** 200 while new work is taken. */
    Reply ready(Request request) {
        return health(!backend.hasHalted() && !stopping.get());
    }

    Reply metrics(Request request) {
        return new Reply(
                200,
                "text/plain; version=0.0.4; charset=utf-8",
                meters.scrape().getBytes(StandardCharsets.UTF_8),
                List.of());
    }

    private Reply health(boolean good) {
        ObjectNode shape = Json.object();
        shape.put("status", good ? "up" : "down");
        shape.put("sync", backend.sync());
        shape.put("released", backend.reading().released());
        shape.put("durable", backend.durable());
        return Reply.json(good ? 200 : 503, shape).with("Cache-Control", "no-store");
    }
}
