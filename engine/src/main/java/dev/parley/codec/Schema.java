package dev.parley.codec;

import dev.parley.codec.Field.Kind;

import uk.co.real_logic.sbe.ir.IrDecoder;
import uk.co.real_logic.sbe.ir.Signal;
import uk.co.real_logic.sbe.ir.Token;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/** Reads SBE's intermediate representation of parley-events.xml, which the build puts beside it. */
final class Schema {
    private static final String IR = "parley-events.sbeir";

    private Schema() {}

    /** All events, by id. */
    static List<EventType> load() {
        try (IrDecoder decoder = new IrDecoder(ByteBuffer.wrap(bytes()))) {
            return decoder.decode().messages().stream()
                    .map(Schema::eventType)
                    .sorted(Comparator.comparingInt(EventType::id))
                    .toList();
        }
    }

    private static byte[] bytes() {
        try (InputStream in = Schema.class.getResourceAsStream(IR)) {
            if (in == null) {
                throw new IllegalStateException(IR + " is missing: the build did not generate it");
            }
            return in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(IR, e);
        }
    }

    private static EventType eventType(List<Token> tokens) {
        List<Field> fields = new ArrayList<>();
        for (int i = 1; i < tokens.size() - 1; i += tokens.get(i).componentTokenCount()) {
            fields.add(field(tokens.subList(i, i + tokens.get(i).componentTokenCount())));
        }
        return new EventType(tokens.getFirst().id(), tokens.getFirst().name(), fields);
    }

    private static Field field(List<Token> tokens) {
        Token outer = tokens.getFirst();
        Token type = tokens.get(1);
        boolean data = outer.signal() == Signal.BEGIN_VAR_DATA;
        String classed = outer.encoding().semanticType();
        String description = outer.description();
        return new Field(
                outer.name(),
                outer.name().replaceAll("([A-Z])", "_$1").toLowerCase(Locale.ROOT),
                outer.id(),
                Math.max(1, outer.version()),
                kind(type),
                data ? -1 : type.offset(),
                data ? 0 : type.encodedLength(),
                classed == null ? "" : classed,
                description == null ? "" : description,
                values(tokens));
    }

    private static Kind kind(Token type) {
        return switch (type.signal()) {
            case BEGIN_ENUM -> type.applicableTypeName().equals("flag") ? Kind.FLAG : Kind.VALUE;
            case BEGIN_COMPOSITE ->
                    switch (type.applicableTypeName()) {
                        case "hash128" -> Kind.HASH;
                        case "publicText" -> Kind.PUBLIC_TEXT;
                        case "sealedText" -> Kind.TEXT;
                        case "sealedJson" -> Kind.JSON;
                        default -> throw unsupported(type);
                    };
            default ->
                    switch (type.encoding().primitiveType()) {
                        case INT32 -> Kind.INT32;
                        case INT64 -> Kind.INT64;
                        default -> throw unsupported(type);
                    };
        };
    }

    private static IllegalStateException unsupported(Token type) {
        return new IllegalStateException("schema type " + type.applicableTypeName());
    }

    private static List<String> values(List<Token> tokens) {
        return tokens.stream()
                .filter(token -> token.signal() == Signal.VALID_VALUE)
                .sorted(
                        Comparator.comparingLong(
                                token -> token.encoding().constValue().longValue()))
                .map(Token::name)
                .toList();
    }
}
