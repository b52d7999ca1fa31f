package dev.parley.desk;

import dev.parley.desk.DeskAnswer.Code;
import dev.parley.desk.DeskAnswer.Refused;
import dev.parley.domain.Limits;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What a command's fields may hold. Each check answers the first fault it finds. */
final class Checks {
    /** One word, so that it can be typed behind a slash and stand in a URL. */
    private static final Pattern NAME = Pattern.compile("[\\p{L}\\p{N}][\\p{L}\\p{M}\\p{N}_-]*");

    private static final List<String> VIEW_TYPES = List.of("conversation", "contact", "report");
    private static final Pattern COLOR = Pattern.compile("#[0-9A-Fa-f]{6}");
    private static final Pattern LANGUAGE = Pattern.compile("[a-zA-Z]{2,3}(-[a-zA-Z0-9]{2,8})*");
    private static final Pattern VARIABLE = Pattern.compile("\\{\\{([^{}|]*)(\\|[^{}]*)?\\}\\}");

    private Checks() {}

    static Optional<Refused> name(String field, String value, int maxBytes) {
        if (bytes(value) > maxBytes) {
            return tooLong(field, bytes(value), maxBytes);
        }
        return NAME.matcher(value).matches()
                ? Optional.empty()
                : invalid(
                        field,
                        value,
                        "must be one word of letters, digits, - and _, beginning with one of the"
                                + " first two");
    }

    static Optional<Refused> text(String field, String value, int maxBytes) {
        if (value.isBlank()) {
            return invalid(field, value, "must not be empty");
        }
        return optionalText(field, value, maxBytes);
    }

    static Optional<Refused> optionalText(String field, String value, int maxBytes) {
        return bytes(value) > maxBytes ? tooLong(field, bytes(value), maxBytes) : Optional.empty();
    }

    static Optional<Refused> sealed(String field, Sealed value, int plainBytes) {
        int most = plainBytes + Limits.SEAL_OVERHEAD_BYTES;
        return value.length() > most ? tooLong(field, value.length(), most) : Optional.empty();
    }

    static Optional<Refused> view(String type, Sealed name, Sealed query) {
        return (VIEW_TYPES.contains(type)
                        ? Optional.<Refused>empty()
                        : invalid("type", type, "is none of " + String.join(", ", VIEW_TYPES)))
                .or(() -> sealed("name", name, DeskLimits.VIEW_NAME_BYTES))
                .or(() -> sealed("query", query, DeskLimits.VIEW_QUERY_BYTES));
    }

    static Optional<Refused> color(String value) {
        return COLOR.matcher(value).matches()
                ? Optional.empty()
                : invalid("color", value, "must be # and six hexadecimal digits");
    }

    static Optional<Refused> wording(Wording wording) {
        if (!LANGUAGE.matcher(wording.language()).matches()
                || wording.language().length() > DeskLimits.LANGUAGE_BYTES) {
            return invalid("language", wording.language(), "must be a tag like en or pt-BR");
        }
        if (!wording.steps().isEmpty() && wording.steps().size() != DeskLimits.STEPS) {
            return Optional.of(
                    new Refused(
                            Code.INVALID_VALUE,
                            "steps",
                            "steps=" + wording.steps().size() + " must be " + DeskLimits.STEPS));
        }
        if (wording.steps().stream().anyMatch(String::isBlank)) {
            return invalid("steps", "", "must each hold a text");
        }
        return text("content", wording.content(), DeskLimits.CONTENT_BYTES)
                .or(() -> variables(wording.content()));
    }

    private static Optional<Refused> variables(String content) {
        Matcher found = VARIABLE.matcher(content);
        while (found.find()) {
            String name = found.group(1).strip();
            if (!Wording.VARIABLES.contains(name)) {
                return Optional.of(
                        new Refused(
                                Code.UNKNOWN_VARIABLE,
                                "content",
                                "variable="
                                        + name
                                        + " is none of "
                                        + String.join(", ", Wording.VARIABLES)));
            }
        }
        return Optional.empty();
    }

    static Optional<Refused> tooMany(String field, int count, int limit) {
        return Optional.of(
                new Refused(Code.LIMIT_EXCEEDED, field, field + "=" + count + " exceeds " + limit));
    }

    private static Optional<Refused> tooLong(String field, int bytes, int limit) {
        return Optional.of(
                new Refused(Code.LIMIT_EXCEEDED, field, "bytes=" + bytes + " exceeds " + limit));
    }

    private static Optional<Refused> invalid(String field, String value, String rule) {
        return Optional.of(
                new Refused(Code.INVALID_VALUE, field, field + "='" + value + "' " + rule));
    }

    private static int bytes(String value) {
        return value.getBytes(StandardCharsets.UTF_8).length;
    }
}
