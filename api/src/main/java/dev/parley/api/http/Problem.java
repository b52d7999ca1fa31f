package dev.parley.api.http;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

import java.util.List;
import java.util.Locale;

/**
 * What went wrong, for people and programs: RFC 9457 problem JSON with a stable {@code code}, and
 * {@code description} and {@code errors} as Chatwoot's clients expect them.
 *
 * @param status HTTP status
 * @param code stable, upper case; never reused
 * @param detail one sentence: what, value, limit
 * @param errors one for each field at fault
 * @param retryAfterSeconds 0 where asking again will not help
 */
public record Problem(
        int status, String code, String detail, List<FieldError> errors, int retryAfterSeconds) {
    public Problem {
        errors = List.copyOf(errors);
    }

    /** A field at fault. */
    public record FieldError(String field, String message, String code) {}

    public static Problem of(int status, String code, String detail) {
        return new Problem(status, code, detail, List.of(), 0);
    }

    /** 422 over one field. */
    public static Problem field(String field, String code, String message) {
        return fields(List.of(new FieldError(field, message, code)));
    }

    /** The same, over one field. */
    public Problem over(String field) {
        return new Problem(
                status,
                code,
                detail,
                List.of(new FieldError(field, detail, code)),
                retryAfterSeconds);
    }

    /** 422 over several fields; code and detail are the first one's. */
    public static Problem fields(List<FieldError> errors) {
        FieldError first = errors.getFirst();
        return new Problem(422, first.code(), first.field() + " " + first.message(), errors, 0);
    }

    public static Problem notFound(String what) {
        return of(404, "UNKNOWN_" + what.toUpperCase(Locale.ROOT), "there is no such " + what);
    }

    public static Problem unauthenticated(String detail) {
        return of(401, "UNAUTHENTICATED", detail);
    }

    public Problem retryAfter(int seconds) {
        return new Problem(status, code, detail, errors, seconds);
    }

    /** The fields at fault, as every answer names them. */
    public ArrayNode fieldErrors() {
        ArrayNode list = Json.array();
        for (FieldError error : errors) {
            list.addObject()
                    .put("field", error.field())
                    .put("message", error.message())
                    .put("code", error.code());
        }
        return list;
    }

    /** The answer that carries this problem. */
    public Reply reply() {
        ObjectNode body = Json.object();
        body.put("type", "urn:parley:problem:" + code);
        body.put("title", code.toLowerCase(Locale.ROOT).replace('_', ' '));
        body.put("status", status);
        body.put("detail", detail);
        body.put("code", code);
        body.put("description", detail);
        body.set("errors", fieldErrors());
        Reply reply = new Reply(status, "application/problem+json", Json.bytes(body), List.of());
        return retryAfterSeconds == 0
                ? reply
                : reply.with("Retry-After", Integer.toString(retryAfterSeconds));
    }
}
