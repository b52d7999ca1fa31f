package dev.parley.ops;

import com.fasterxml.jackson.core.JsonGenerator;

import dev.parley.codec.EventJson;
import dev.parley.codec.EventTypes;
import dev.parley.codec.FieldOpener;
import dev.parley.domain.ActorKind;
import dev.parley.log.LogRecord;
import dev.parley.log.RecordKind;

import java.io.IOException;
import java.util.HexFormat;
import java.util.Locale;

/** Writes records as the JSON objects of {@code parley events}. One thread. */
final class EventPrinter {
    /** Type of what another application wrote through the event store. */
    static final String FOREIGN = "Foreign";

    private final OpenLog log;
    private final Shops shops;
    private final EventJson payload = new EventJson();

    /**
     * @param shops fed with every record up to and with the one printed
     */
    EventPrinter(OpenLog log, Shops shops) {
        this.log = log;
        this.shops = shops;
    }

    static String typeOf(LogRecord record) {
        return record.kind() == RecordKind.EVENT ? EventTypes.name(record.eventType()) : FOREIGN;
    }

    void print(LogRecord record, JsonGenerator json) throws IOException {
        long shop = shops.shopOf(record.stream());
        json.writeStartObject();
        json.writeNumberField("position", record.position());
        json.writeStringField("type", typeOf(record));
        json.writeNumberField("account", record.account());
        if (shop == 0) {
            json.writeNullField("shop");
        } else {
            json.writeStringField("shop", shops.code(shop));
        }
        if (record.seq() > 0) {
            json.writeNumberField("conversation", record.stream());
        } else {
            json.writeNullField("conversation");
        }
        json.writeNumberField("stream", record.stream());
        json.writeNumberField("seq", record.seq());
        json.writeNumberField("visitor_seq", record.visitorSeq());
        json.writeStringField("actor_kind", actor(record));
        json.writeNumberField("actor", record.actor());
        json.writeStringField("occurred_at", Times.iso(record.occurredAt()));
        json.writeStringField("recorded_at", Times.iso(record.recordedAt()));
        if ((record.correlationHi() | record.correlationLo()) != 0) {
            json.writeStringField(
                    "correlation", hex(record.correlationHi(), record.correlationLo()));
        }
        json.writeFieldName("data");
        data(record, json);
        json.writeEndObject();
    }

    private void data(LogRecord record, JsonGenerator json) throws IOException {
        json.writeStartObject();
        if (record.kind() == RecordKind.EVENT) {
            FieldOpener opener =
                    (_, fieldId, envelope) ->
                            log.text(envelope, shops.sealedFor(record.stream()), fieldId);
            payload.print(
                    record.eventType(),
                    record.schemaVersion(),
                    record.array(),
                    record.payloadOffset(),
                    record.payloadLength(),
                    opener,
                    new JsonFields(json));
        } else {
            json.writeNumberField("bytes", record.payloadLength());
        }
        json.writeEndObject();
    }

    private static String actor(LogRecord record) {
        return ActorKind.of(record.actorKind()).name().toLowerCase(Locale.ROOT);
    }

    private static String hex(long hi, long lo) {
        return HexFormat.of().toHexDigits(hi) + HexFormat.of().toHexDigits(lo);
    }
}
