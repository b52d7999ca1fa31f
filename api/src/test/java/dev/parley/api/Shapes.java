package dev.parley.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;

import dev.parley.api.http.Json;

import org.junit.jupiter.api.Assumptions;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Checks answers against the schemas of a description to be compatible with: types, required
 * fields, choices. More fields than described are welcome.
 */
final class Shapes {
    private final JsonNode document;

    private Shapes(JsonNode document) {
        this.document = document;
    }

    /** The description of this name; skips the test where it is not there. */
    static Shapes of(String file) {
        Path path = shared("compat", file);
        try {
            return new Shapes(Json.parse(Files.readAllBytes(path)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Our own description. */
    static Shapes ours() {
        try {
            return new Shapes(new YAMLMapper().readTree(Path.of("openapi.yaml").toFile()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    JsonNode document() {
        return document;
    }

    /** A file of the shared directory; skips the test where it is not there. */
    static Path shared(String... names) {
        String directory = System.getProperty("parley.shared", "");
        Path path = Path.of(directory, names);
        Assumptions.assumeTrue(
                !directory.isEmpty() && Files.exists(path),
                () -> path + " is not there: set -Dparley.shared to the directory that has it");
        return path;
    }

    /** What in {@code answer} is not as described for the operation's 200. */
    List<String> faults(String method, String template, JsonNode answer) {
        JsonNode operation = document.at("/paths").path(template).path(method);
        if (operation.isMissingNode()) {
            throw new AssertionError(method + " " + template + " is not described");
        }
        JsonNode schema = operation.at("/responses/200/content/application~1json/schema");
        List<String> faults = new ArrayList<>();
        if (!schema.isMissingNode()) {
            check(schema, answer, "$", faults);
        }
        return faults;
    }

    /** Fields of {@code answer} that the operation's 200 does not describe. */
    List<String> undescribed(String method, String template, JsonNode answer) {
        JsonNode operation = document.at("/paths").path(template).path(method);
        List<String> faults = new ArrayList<>();
        undescribed(
                List.of(operation.at("/responses/200/content/application~1json/schema")),
                answer,
                "$",
                faults);
        return faults;
    }

    /** An object whose schema names no field may have any. */
    private void undescribed(
            List<JsonNode> schemas, JsonNode value, String at, List<String> faults) {
        List<JsonNode> parts = new ArrayList<>();
        schemas.forEach(each -> flatten(each, parts));
        if (value.isArray()) {
            List<JsonNode> items =
                    parts.stream().filter(p -> p.has("items")).map(p -> p.get("items")).toList();
            for (JsonNode each : value) {
                undescribed(items, each, at + "[]", faults);
            }
        }
        boolean open = parts.stream().noneMatch(part -> part.has("properties"));
        if (!value.isObject() || open) {
            return;
        }
        for (Map.Entry<String, JsonNode> field : value.properties()) {
            List<JsonNode> known =
                    parts.stream()
                            .filter(part -> part.path("properties").has(field.getKey()))
                            .map(part -> part.get("properties").get(field.getKey()))
                            .toList();
            if (known.isEmpty()) {
                faults.add(at + "." + field.getKey());
            } else {
                undescribed(known, field.getValue(), at + "." + field.getKey(), faults);
            }
        }
    }

    /** The schema itself and all that it refers to or is put together from. */
    private void flatten(JsonNode schema, List<JsonNode> parts) {
        if (schema.has("$ref")) {
            flatten(document.at(schema.get("$ref").textValue().substring(1)), parts);
            return;
        }
        parts.add(schema);
        schema.path("allOf").forEach(part -> flatten(part, parts));
        schema.path("oneOf").forEach(part -> flatten(part, parts));
    }

    private void check(JsonNode schema, JsonNode value, String at, List<String> faults) {
        if (schema.has("$ref")) {
            check(document.at(schema.get("$ref").textValue().substring(1)), value, at, faults);
            return;
        }
        for (JsonNode part : schema.path("allOf")) {
            check(part, value, at, faults);
        }
        if (schema.has("oneOf")) {
            boolean matches = false;
            for (JsonNode choice : schema.get("oneOf")) {
                List<String> inner = new ArrayList<>();
                check(choice, value, at, inner);
                matches |= inner.isEmpty();
            }
            if (!matches) {
                faults.add(at + " matches none of its choices: " + value);
            }
        }
        if (schema.has("type") && !hasType(schema.get("type"), value)) {
            faults.add(at + " is " + value.getNodeType() + ", described as " + schema.get("type"));
            return;
        }
        if (schema.has("enum") && !contains(schema.get("enum"), value)) {
            faults.add(at + "=" + value + " is none of " + schema.get("enum"));
        }
        for (JsonNode name : schema.path("required")) {
            if (!value.has(name.textValue())) {
                faults.add(at + "." + name.textValue() + " is missing");
            }
        }
        for (Map.Entry<String, JsonNode> property : schema.path("properties").properties()) {
            String name = property.getKey();
            if (value.has(name)) {
                check(property.getValue(), value.get(name), at + "." + name, faults);
            }
        }
        if (schema.has("items") && value.isArray()) {
            for (int i = 0; i < value.size(); i++) {
                check(schema.get("items"), value.get(i), at + "[" + i + "]", faults);
            }
        }
    }

    private static boolean hasType(JsonNode type, JsonNode value) {
        if (type.isArray()) {
            for (JsonNode each : type) {
                if (hasType(each, value)) {
                    return true;
                }
            }
            return false;
        }
        return switch (type.textValue()) {
            case "object" -> value.isObject();
            case "array" -> value.isArray();
            case "string" -> value.isTextual();
            case "integer" -> value.isIntegralNumber();
            case "number" -> value.isNumber();
            case "boolean" -> value.isBoolean();
            case "null" -> value.isNull();
            default -> throw new IllegalStateException("type " + type);
        };
    }

    private static boolean contains(JsonNode choices, JsonNode value) {
        for (JsonNode each : choices) {
            if (each.equals(value)) {
                return true;
            }
        }
        return false;
    }
}
