package dev.parley.api;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

import dev.parley.api.http.Fields;
import dev.parley.api.http.Json;
import dev.parley.api.http.Problem;
import dev.parley.api.http.Refused;
import dev.parley.api.http.Reply;
import dev.parley.api.http.Request;
import dev.parley.axon.processors.ParkedEvent;
import dev.parley.axon.processors.ProcessorRefusal;
import dev.parley.axon.processors.ProcessorStatus;
import dev.parley.axon.processors.Processors;
import dev.parley.axon.processors.Retried;
import dev.parley.projection.AgentView;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import java.util.OptionalLong;
import java.util.function.Supplier;

/**
 * Processors behind the log, for administrators. They serve every account of the shard, so each
 * sees how they stand; of parked events, an administrator sees those of the own account.
 */
final class ProcessorApi {
    private final Staff staff;
    private final Backend backend;

    ProcessorApi(Staff staff, Backend backend) {
        this.staff = staff;
        this.backend = backend;
    }

    Reply list(Request request) {
        AgentView me = staff.administrator(request);
        ObjectNode shape = Json.object();
        ArrayNode payload = shape.putArray("payload");
        long released = backend.reading().released();
        for (ProcessorStatus each : processors().status()) {
            payload.add(shape(each, released, me));
        }
        return Reply.json(shape).with("Cache-Control", "no-store");
    }

    /** Answers how it stands once the replay has begun. */
    Reply reset(Request request) {
        AgentView me = staff.administrator(request);
        String name = request.path("name");
        asked(
                () -> {
                    processors().reset(name);
                    return true;
                });
        long released = backend.reading().released();
        return processors().status().stream()
                .filter(each -> each.name().equals(name))
                .findFirst()
                .map(each -> Reply.json(shape(each, released, me)))
                .orElseThrow(() -> new Refused(Problem.notFound("processor")));
    }

    /** All that is parked, or the event at {@code position} and what waits behind it. */
    Reply retry(Request request) {
        AgentView me = staff.administrator(request);
        Fields fields = request.fields();
        OptionalLong position = fields.number("position");
        fields.check();
        Retried retried = asked(() -> processors().retry(request.path("name"), position));
        ObjectNode shape = Json.object();
        shape.put("succeeded", retried.succeeded());
        shape.put("still_parked", retried.stillParked().size());
        shape.set("events", events(retried.stillParked(), me));
        return Reply.json(shape);
    }

    private Processors processors() {
        return backend.processors();
    }

    private ObjectNode shape(ProcessorStatus status, long released, AgentView me) {
        ObjectNode shape = Json.object();
        shape.put("name", status.name());
        shape.put("state", state(status));
        shape.put("position", status.position());
        shape.put("lag", lag(status, released));
        shape.put("parked", status.parked());
        shape.put("parked_most", status.parkedMost());
        shape.put("taken", status.taken());
        shape.put("problem", status.problem().orElse(null));
        shape.set("events", events(processors().parked(status.name()), me));
        return shape;
    }

    static String state(ProcessorStatus status) {
        return status.state().name().toLowerCase(Locale.ROOT);
    }

    /** Events that the projection has not taken in yet. */
    static long lag(ProcessorStatus status, long released) {
        return Math.max(0, released - status.position());
    }

    private static ArrayNode events(List<ParkedEvent> parked, AgentView me) {
        ArrayNode list = Json.array();
        for (ParkedEvent each : parked) {
            // What a cause says may quote an event: it is for those whose event it is.
            if (each.account() == me.account()) {
                list.add(event(each));
            }
        }
        return list;
    }

    private static ObjectNode event(ParkedEvent event) {
        ObjectNode shape = Json.object();
        shape.put("position", event.position());
        shape.put("type", event.type());
        shape.put(
                "parked_at",
                Instant.EPOCH.plus(event.parkedAtMicros(), ChronoUnit.MICROS).toString());
        shape.put("attempts", event.attempts());
        if (event.behind() == ParkedEvent.NOTHING) {
            shape.putNull("behind");
        } else {
            shape.put("behind", event.behind());
        }
        shape.put("cause", event.cause());
        return shape;
    }

    private static <T> T asked(Supplier<T> question) {
        try {
            return question.get();
        } catch (ProcessorRefusal refusal) {
            int status =
                    switch (refusal.code()) {
                        case UNKNOWN_PROCESSOR, NOT_PARKED -> 404;
                        case WAITS_BEHIND, BUSY -> 409;
                    };
            throw new Refused(
                    Problem.of(
                            status, refusal.code().name(), String.valueOf(refusal.getMessage())));
        }
    }
}
