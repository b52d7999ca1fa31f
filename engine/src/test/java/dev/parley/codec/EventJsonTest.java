package dev.parley.codec;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.parley.codec.Recorder.Recorded;
import dev.parley.domain.Header;
import dev.parley.domain.Role;
import dev.parley.domain.Slice;

import org.junit.jupiter.api.Test;

import java.lang.reflect.Method;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.TreeMap;

/** Printing shows every field of every event, opening only what the caller can open. */
class EventJsonTest {
    private static final long SEED = 31;

    private final byte[] bytes = new byte[2_048];
    private final EventEncoder encoder = new EventEncoder().wrap(bytes, 0, bytes.length);
    private final EventJson json = new EventJson();
    private final Header h = new Header();

    @Test
    void namesFieldsInSnakeCaseAndValuesByName() {
        encoder.agentRegistered(
                h, 9, 3, Role.SUPERVISOR, 0x1L, 0xabL, envelope(77, "x"), Slice.EMPTY);
        assertEquals(
                "key_id=9 token_hash=000000000000000100000000000000ab capacity=3 role=SUPERVISOR"
                        + " name=sealed:77 email=null",
                printed(FieldOpener.CLOSED));
    }

    @Test
    void opensTextAsTextAndJsonAsJsonForTheFieldItWasSealedFor() {
        encoder.messagePosted(h, 5, true, envelope(1, "hello"), envelope(1, "{\"a\":1}"));
        assertEquals(
                "message=5 note=true content=hello/"
                        + EventTypes.fieldId("MessagePosted", "content")
                        + " attributes=json:{\"a\":1}/"
                        + EventTypes.fieldId("MessagePosted", "attributes"),
                printed(
                        (type, fieldId, envelope) -> {
                            assertEquals("MessagePosted", type);
                            byte[] all = envelope.toBytes();
                            String text =
                                    new String(all, 8, all.length - 8, StandardCharsets.UTF_8);
                            return Optional.of(text + "/" + fieldId);
                        }));
    }

    @Test
    void printsAKeyIdOfZeroForBytesThatAreNoEnvelope() {
        encoder.visitorUpdated(h, Slice.of(new byte[] {1, 2}));
        assertEquals("profile=sealed:0", printed(FieldOpener.CLOSED));
    }

    @Test
    void showsACodeThatHasNoName() {
        encoder.conversationQueued(h, dev.parley.domain.QueueReason.ARRIVAL, 4);
        bytes[8] = (byte) 200;
        assertEquals("previous_agent=4 reason=200", printed(FieldOpener.CLOSED));
    }

    @Test
    void leavesOutWhatTheVersionDidNotHave() {
        encoder.agentUpdated(h, 3, Role.SUPERVISOR, Slice.EMPTY, Slice.EMPTY);
        byte[] old = new byte[encoder.length() - 1];
        System.arraycopy(bytes, 0, old, 0, 4);
        List<String> out = new ArrayList<>();
        json.print(encoder.typeId(), 1, old, 0, old.length, FieldOpener.CLOSED, new Printer(out));
        assertEquals(List.of("capacity=3", "name=null", "email=null"), out);
    }

    @Test
    void refusesAPayloadThatIsCutShort() {
        encoder.visitorUpdated(h, Slice.of(new byte[9]));
        FieldSink sink = discarding();
        assertThrows(
                IllegalStateException.class,
                () -> json.print(9, 1, bytes, 0, 12, FieldOpener.CLOSED, sink));
    }

    /** Walks the schema and not the decoder, so each checks the other. */
    @Test
    void showsEveryFieldOfEveryEventAsTheDecoderReadsIt() {
        RandomEvents random = new RandomEvents(new SplittableRandom(SEED));
        for (int round = 0; round < 20; round++) {
            for (Method method : RandomEvents.methods()) {
                Recorded event = random.next(method);
                event.play(h, encoder.wrap(bytes, 0, bytes.length));
                Map<String, String> shown = new TreeMap<>();
                for (String field :
                        fields((_, _, e) -> Optional.of(HexFormat.of().formatHex(e.toBytes())))) {
                    shown.put(
                            field.substring(0, field.indexOf('=')),
                            field.substring(field.indexOf('=') + 1).replace("json:", ""));
                }
                assertEquals(expected(event), shown, event.type() + " seed " + SEED);
            }
        }
    }

    private static Map<String, String> expected(Recorded event) {
        Map<String, String> fields = new TreeMap<>();
        String hi = "";
        for (int i = 0; i < event.fields().size(); i++) {
            String name = event.method().getParameters()[i + 1].getName();
            Object value = event.fields().get(i);
            String text = String.valueOf(value);
            if (value instanceof Slice slice) {
                boolean plain = event.type().equals("ShopRegistered") && name.equals("code");
                text =
                        plain
                                ? new String(slice.toBytes(), StandardCharsets.UTF_8)
                                : HexFormat.of().formatHex(slice.toBytes());
                text = slice.length() == 0 ? "null" : text;
            } else if (name.endsWith("Hi")) {
                hi = HexFormat.of().toHexDigits((long) value);
                continue;
            } else if (name.endsWith("Lo")) {
                name = name.substring(0, name.length() - 2) + "Hash";
                text = hi + HexFormat.of().toHexDigits((long) value);
                text = text.equals("0".repeat(32)) ? "null" : text;
            }
            fields.put(name.replaceAll("([A-Z])", "_$1").toLowerCase(Locale.ROOT), text);
        }
        return fields;
    }

    private String printed(FieldOpener opener) {
        return String.join(" ", fields(opener));
    }

    private List<String> fields(FieldOpener opener) {
        List<String> out = new ArrayList<>();
        json.print(
                encoder.typeId(),
                encoder.schemaVersion(),
                bytes,
                0,
                encoder.length(),
                opener,
                new Printer(out));
        return out;
    }

    /** A sink for those who want only to know whether printing ends well. */
    static FieldSink discarding() {
        return new Printer(new ArrayList<>());
    }

    private static Slice envelope(long keyId, String text) {
        byte[] plain = text.getBytes(StandardCharsets.UTF_8);
        byte[] envelope = new byte[8 + plain.length];
        envelope[0] = (byte) keyId;
        System.arraycopy(plain, 0, envelope, 8, plain.length);
        return Slice.of(envelope);
    }

    private record Printer(List<String> out) implements FieldSink {
        @Override
        public void number(String name, long value) {
            text(name, String.valueOf(value));
        }

        @Override
        public void flag(String name, boolean value) {
            text(name, String.valueOf(value));
        }

        @Override
        public void text(String name, String value) {
            out.add(name + "=" + value);
        }

        @Override
        public void json(String name, String value) {
            text(name, "json:" + value);
        }

        @Override
        public void sealed(String name, long keyId) {
            text(name, "sealed:" + keyId);
        }

        @Override
        public void absent(String name) {
            text(name, "null");
        }
    }
}
