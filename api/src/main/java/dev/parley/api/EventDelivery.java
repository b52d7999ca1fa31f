package dev.parley.api;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.node.ObjectNode;

import dev.parley.api.ws.Frame;
import dev.parley.domain.Header;
import dev.parley.projection.ConversationView;

import java.io.IOException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.function.Function;

/**
 * Gives an event to both sides of its conversation, each in a frame of its own numbering. A visitor
 * gets what the log numbers for visitors, and nothing is opened or written for nobody. One thread.
 */
final class EventDelivery {
    /** Writes what one side is told of an event, where its conversation now stands. */
    interface Data {
        void write(Reads.Place at, JsonGenerator out) throws IOException;
    }

    private final Reads reads;
    private final EventFrames.Outlet outlet;

    EventDelivery(Reads reads, EventFrames.Outlet outlet) {
        this.reads = reads;
        this.outlet = outlet;
    }

    void give(
            Header h,
            String type,
            Function<Reads.Place, ObjectNode> forAgents,
            Function<Reads.Place, ObjectNode> forVisitor) {
        write(
                h,
                type,
                (at, out) -> out.writeTree(forAgents.apply(at)),
                (at, out) -> out.writeTree(forVisitor.apply(at)));
    }

    /** The same of data that are not made before they are written. */
    void write(Header h, String type, Data forAgents, Data forVisitor) {
        try {
            reads.place(h.stream).ifPresent(place -> write(h, type, place, forAgents, forVisitor));
        } catch (RuntimeException e) {
            outlet.failed(h, e);
        }
    }

    private void write(Header h, String type, Reads.Place place, Data forAgents, Data forVisitor) {
        ConversationView c = place.conversation();
        if (outlet.hasAgents(h.account)) {
            outlet.toAgents(h.account, c.id(), h.seq, frame(h, type, place, h.seq, forAgents));
        }
        if (h.visitorSeq > 0 && outlet.hasVisitor(c.visitor())) {
            outlet.toVisitor(
                    c.visitor(),
                    c.id(),
                    h.visitorSeq,
                    frame(h, type, place, h.visitorSeq, forVisitor));
        }
    }

    private static Frame frame(Header h, String type, Reads.Place place, int seq, Data data) {
        return Socket.frame(
                "event",
                out -> {
                    out.writeStartObject();
                    out.writeNumberField("conversation", place.conversation().id());
                    out.writeNumberField("number", place.conversation().number());
                    out.writeNumberField("seq", seq);
                    out.writeStringField("type", type);
                    out.writeStringField("at", at(h));
                    out.writeNumberField("position", h.position);
                    out.writeFieldName("data");
                    data.write(place, out);
                    out.writeEndObject();
                });
    }

    /** When it happened, as clients read it. */
    static String at(Header h) {
        return Instant.EPOCH.plus(h.occurredAt, ChronoUnit.MICROS).toString();
    }
}
