package dev.parley.api.http;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.util.TokenBuffer;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;

/**
 * Strict JSON: valid UTF-8, one value, no duplicate names, bounded depth, numbers and names. Any
 * thread.
 */
public final class Json {
    private static final int DEPTH = 32;

    /** What is kept stands some levels deeper than it was sent. */
    private static final int STORED_DEPTH = DEPTH + 8;

    private static final int NAME_CHARS = 256;
    private static final int NUMBER_CHARS = 64;

    private static final ObjectMapper MAPPER = mapper(DEPTH);
    private static final ObjectMapper STORED = mapper(STORED_DEPTH);

    private Json() {}

    private static ObjectMapper mapper(int depth) {
        return JsonMapper.builder(
                        JsonFactory.builder()
                                .streamReadConstraints(
                                        StreamReadConstraints.builder()
                                                .maxNestingDepth(depth)
                                                .maxNameLength(NAME_CHARS)
                                                .maxNumberLength(NUMBER_CHARS)
                                                .build())
                                .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                                .build())
                .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
                .build();
    }

    public static ObjectNode object() {
        return JsonNodeFactory.instance.objectNode();
    }

    public static ArrayNode array() {
        return JsonNodeFactory.instance.arrayNode();
    }

    /** The value as UTF-8. */
    public static byte[] bytes(JsonNode value) {
        try {
            return MAPPER.writeValueAsBytes(value);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a JSON tree could not be written", e);
        }
    }

    /** Writes one value, piece by piece. */
    public interface Piece {
        void write(JsonGenerator out) throws IOException;
    }

    /**
     * Writes as UTF-8 what {@code piece} writes; for what is sent often, without a tree between.
     */
    public static void write(Piece piece, OutputStream to) throws IOException {
        try (JsonGenerator out = MAPPER.createGenerator(to)) {
            piece.write(out);
        }
    }

    /** The object that {@code piece} writes, as a tree. */
    public static ObjectNode tree(Piece piece) {
        try (TokenBuffer out = new TokenBuffer(MAPPER, false)) {
            piece.write(out);
            return MAPPER.readValue(out.asParser(), ObjectNode.class);
        } catch (IOException e) {
            throw new IllegalStateException("JSON could not be written", e);
        }
    }

    /** The value as text. */
    public static String text(JsonNode value) {
        if (value.isObject() && value.isEmpty()) {
            return "{}";
        }
        try {
            return MAPPER.writeValueAsString(value);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a JSON tree could not be written", e);
        }
    }

    /**
     * The one value in {@code bytes}. Throws Refused(INVALID_JSON) otherwise; Jackson alone would
     * let overlong forms of UTF-8 pass.
     */
    public static JsonNode parse(byte[] bytes) {
        try {
            return parse(
                    StandardCharsets.UTF_8
                            .newDecoder()
                            .onMalformedInput(CodingErrorAction.REPORT)
                            .onUnmappableCharacter(CodingErrorAction.REPORT)
                            .decode(ByteBuffer.wrap(bytes))
                            .toString());
        } catch (CharacterCodingException _) {
            throw new Refused(Problem.of(400, "INVALID_UTF8", "the body is not valid UTF-8"));
        }
    }

    /** The one value in {@code text}. Throws Refused(INVALID_JSON) otherwise. */
    public static JsonNode parse(String text) {
        return parse(MAPPER, text);
    }

    /** The same of what was made of clients' values and kept. */
    public static JsonNode stored(String text) {
        return parse(STORED, text);
    }

    private static JsonNode parse(ObjectMapper mapper, String text) {
        try {
            JsonNode value = mapper.readTree(text);
            if (value.isMissingNode()) {
                throw new Refused(Problem.of(400, "INVALID_JSON", "there is no JSON"));
            }
            return value;
        } catch (JsonProcessingException e) {
            String at =
                    e.getLocation() == null
                            ? ""
                            : " at line "
                                    + e.getLocation().getLineNr()
                                    + ", column "
                                    + e.getLocation().getColumnNr();
            throw new Refused(Problem.of(400, "INVALID_JSON", "the text is not valid JSON" + at));
        }
    }
}
