package dev.parley.api.http;

import com.fasterxml.jackson.databind.JsonNode;

import java.util.ArrayList;
import java.util.List;

/** What is sent back. Immutable: nobody writes into the body. */
public final class Reply {
    private final int status;
    private final String contentType;
    private final byte[] body;
    private final List<Header> headers;

    public Reply(int status, String contentType, byte[] body, List<Header> headers) {
        this.status = status;
        this.contentType = contentType;
        this.body = body;
        this.headers = List.copyOf(headers);
    }

    /** One response header. */
    public record Header(String name, String value) {}

    public static Reply json(JsonNode body) {
        return json(200, body);
    }

    public static Reply json(int status, JsonNode body) {
        return new Reply(status, "application/json", Json.bytes(body), List.of());
    }

    /** 200 without a body. */
    public static Reply empty() {
        return new Reply(200, "", new byte[0], List.of());
    }

    public Reply with(String name, String value) {
        List<Header> more = new ArrayList<>(headers);
        more.add(new Header(name, value));
        return new Reply(status, contentType, body, more);
    }

    public int status() {
        return status;
    }

    /** Empty where there is no body. */
    public String contentType() {
        return contentType;
    }

    /** Not a copy: to be sent, not to be changed. */
    public byte[] body() {
        return body;
    }

    public List<Header> headers() {
        return headers;
    }
}
