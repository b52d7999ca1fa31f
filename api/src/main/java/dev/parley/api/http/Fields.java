package dev.parley.api.http;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * A JSON object that a client sent, read field by field. Unknown fields are ignored, wrong types
 * and too long texts are noted; {@link #check()} then refuses them all at once. {@code null} counts
 * as absent.
 */
public final class Fields {
    private final ObjectNode object;
    private final String prefix;
    private final List<Problem.FieldError> errors;

    private Fields(ObjectNode object, String prefix, List<Problem.FieldError> errors) {
        this.object = object;
        this.prefix = prefix;
        this.errors = errors;
    }

    /** Throws Refused(WRONG_TYPE) for anything but an object. */
    public static Fields of(JsonNode value) {
        if (value instanceof ObjectNode object) {
            return new Fields(object, "", new ArrayList<>());
        }
        throw new Refused(Problem.field("body", "WRONG_TYPE", "must be a JSON object"));
    }

    public boolean has(String name) {
        JsonNode value = object.get(name);
        return value != null && !value.isNull();
    }

    /** The text of a field, at most {@code maxBytes} of UTF-8. */
    public Optional<String> text(String name, int maxBytes) {
        Optional<JsonNode> value = value(name);
        if (value.isEmpty()) {
            return Optional.empty();
        }
        if (!value.get().isTextual()) {
            wrong(name, "WRONG_TYPE", "must be a string");
            return Optional.empty();
        }
        String text = value.get().textValue();
        int bytes = utf8Bytes(text);
        if (bytes < 0) {
            wrong(name, "INVALID_TEXT", "holds half a surrogate pair");
            return Optional.empty();
        }
        if (bytes > maxBytes) {
            wrong(name, "LIMIT_EXCEEDED", "bytes=" + bytes + " exceeds " + maxBytes);
            return Optional.empty();
        }
        return Optional.of(text);
    }

    /** The same, noted as missing where it is absent; then an empty text stands for it. */
    public String requiredText(String name, int maxBytes) {
        if (!has(name)) {
            wrong(name, "REQUIRED", "is required");
            return "";
        }
        return text(name, maxBytes).orElse("");
    }

    /** At most {@code most} texts, each of at most {@code maxBytes}; none where it is absent. */
    public List<String> texts(String name, int most, int maxBytes) {
        Optional<JsonNode> value = value(name);
        if (value.isEmpty()) {
            return List.of();
        }
        if (!value.get().isArray()) {
            wrong(name, "WRONG_TYPE", "must be a list of strings");
            return List.of();
        }
        if (value.get().size() > most) {
            wrong(name, "LIMIT_EXCEEDED", name + "=" + value.get().size() + " exceeds " + most);
            return List.of();
        }
        List<String> texts = new ArrayList<>();
        for (JsonNode each : value.get()) {
            Fields one = new Fields(Json.object(), prefix, errors);
            one.object.set(name, each);
            if (each.isNull()) {
                wrong(name, "WRONG_TYPE", "must be a list of strings");
            }
            one.text(name, maxBytes).ifPresent(texts::add);
        }
        return texts;
    }

    /** A whole number of at most 53 bits; integrators also send it as a string of digits. */
    public OptionalLong number(String name) {
        Optional<JsonNode> value = value(name);
        if (value.isEmpty()) {
            return OptionalLong.empty();
        }
        JsonNode found = value.get();
        if (found.isIntegralNumber() && found.canConvertToLong()) {
            return OptionalLong.of(found.longValue());
        }
        if (found.isTextual() && found.textValue().matches("[0-9]{1,16}")) {
            return OptionalLong.of(Long.parseLong(found.textValue()));
        }
        wrong(name, "WRONG_TYPE", "must be a whole number");
        return OptionalLong.empty();
    }

    /** A truth value, false where absent. */
    public boolean flag(String name) {
        Optional<JsonNode> value = value(name);
        if (value.isPresent() && !value.get().isBoolean()) {
            wrong(name, "WRONG_TYPE", "must be true or false");
        }
        return value.isPresent() && value.get().booleanValue();
    }

    /** One of {@code choices}. */
    public Optional<String> choice(String name, String... choices) {
        Optional<String> text = text(name, 64);
        if (text.isPresent() && !List.of(choices).contains(text.get())) {
            wrong(name, "NOT_A_CHOICE", "must be one of " + String.join(", ", choices));
            return Optional.empty();
        }
        return text;
    }

    /** A JSON object kept as it is, at most {@code maxBytes} when written. */
    public Optional<ObjectNode> object(String name, int maxBytes) {
        Optional<JsonNode> value = value(name);
        if (value.isEmpty()) {
            return Optional.empty();
        }
        if (!(value.get() instanceof ObjectNode found)) {
            wrong(name, "WRONG_TYPE", "must be an object");
            return Optional.empty();
        }
        int bytes = utf8Bytes(Json.text(found));
        if (bytes < 0) {
            wrong(name, "INVALID_TEXT", "holds half a surrogate pair");
            return Optional.empty();
        }
        if (bytes > maxBytes) {
            wrong(name, "LIMIT_EXCEEDED", "bytes=" + bytes + " exceeds " + maxBytes);
            return Optional.empty();
        }
        return Optional.of(found);
    }

    /** The fields of a nested object; those of none where it is absent. */
    public Fields nested(String name) {
        Optional<JsonNode> value = value(name);
        if (value.isPresent() && value.get() instanceof ObjectNode found) {
            return new Fields(found, prefix + name + ".", errors);
        }
        if (value.isPresent()) {
            wrong(name, "WRONG_TYPE", "must be an object");
        }
        return new Fields(Json.object(), prefix + name + ".", errors);
    }

    /** Names in the order they were sent. */
    public List<String> names() {
        List<String> names = new ArrayList<>();
        object.fieldNames().forEachRemaining(names::add);
        return names;
    }

    /** Notes a fault of a field. */
    public void wrong(String name, String code, String message) {
        errors.add(new Problem.FieldError(prefix + name, message, code));
    }

    /** Throws Refused(422) where anything was noted. To be called before anything is done. */
    public void check() {
        if (!errors.isEmpty()) {
            throw new Refused(Problem.fields(errors));
        }
    }

    private Optional<JsonNode> value(String name) {
        return has(name) ? Optional.of(object.get(name)) : Optional.empty();
    }

    /** Length in UTF-8; -1 where the text has no UTF-8 form. */
    private static int utf8Bytes(String text) {
        int bytes = 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c < 0x80) {
                bytes++;
            } else if (c < 0x800) {
                bytes += 2;
            } else if (!Character.isSurrogate(c)) {
                bytes += 3;
            } else if (i + 1 < text.length() && Character.isSurrogatePair(c, text.charAt(i + 1))) {
                bytes += 4;
                i++;
            } else {
                return -1;
            }
        }
        return bytes;
    }
}
