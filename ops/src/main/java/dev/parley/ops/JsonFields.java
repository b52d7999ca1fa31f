package dev.parley.ops;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;

import dev.parley.codec.FieldSink;

import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;

/** Writes the fields of a payload into the object that a generator stands in. One thread. */
final class JsonFields implements FieldSink {
    private final JsonGenerator json;

    JsonFields(JsonGenerator json) {
        this.json = json;
    }

    @Override
    public void number(String name, long value) {
        write(() -> json.writeNumberField(name, value));
    }

    @Override
    public void flag(String name, boolean value) {
        write(() -> json.writeBooleanField(name, value));
    }

    @Override
    public void text(String name, String value) {
        write(() -> json.writeStringField(name, value));
    }

    @Override
    public void json(String name, String value) {
        write(
                () -> {
                    json.writeFieldName(name);
                    copy(value);
                });
    }

    @Override
    public void sealed(String name, long keyId) {
        write(
                () -> {
                    json.writeFieldName(name);
                    writeSealed(json, keyId);
                });
    }

    @Override
    public void absent(String name) {
        write(() -> json.writeNullField(name));
    }

    /** What stands for a text whose key is not there. */
    static void writeSealed(JsonGenerator json, long keyId) throws IOException {
        json.writeStartObject();
        json.writeNumberField("sealed", keyId);
        json.writeEndObject();
    }

    /** Whoever sealed it may have written anything: what is no JSON object goes out as text. */
    private void copy(String value) throws IOException {
        StringWriter checked = new StringWriter();
        try (JsonGenerator copy = JsonLines.FACTORY.createGenerator(checked);
                JsonParser parser = JsonLines.FACTORY.createParser(value)) {
            parser.nextToken();
            copy.copyCurrentStructure(parser);
            if (parser.nextToken() != null) {
                throw new IllegalArgumentException("more than one value");
            }
        } catch (JsonProcessingException | IllegalArgumentException _) {
            json.writeString(value);
            return;
        }
        json.writeRawValue(checked.toString());
    }

    private interface Write {
        void run() throws IOException;
    }

    private static void write(Write write) {
        try {
            write.run();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
