package dev.parley.api.http;

import io.undertow.server.HttpServerExchange;
import io.undertow.util.PathTemplateMatch;

import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;

/** One request with its whole body. Owned by the virtual thread that carries it out. */
public final class Request {
    private final HttpServerExchange exchange;
    private final byte[] body;

    Request(HttpServerExchange exchange, byte[] body) {
        this.exchange = exchange;
        this.body = body;
    }

    /** The text of a {@code {name}} segment. */
    public String path(String name) {
        String value =
                exchange.getAttachment(PathTemplateMatch.ATTACHMENT_KEY).getParameters().get(name);
        if (value == null) {
            throw new IllegalStateException("the route has no segment " + name);
        }
        return value;
    }

    /** The id in a {@code {name}} segment; Refused as unknown {@code what} where it is none. */
    public long pathId(String name, String what) {
        String text = path(name);
        if (!text.matches("[0-9]{1,16}")) {
            throw new Refused(Problem.notFound(what));
        }
        return Long.parseLong(text);
    }

    public Optional<String> query(String name) {
        Deque<String> values = exchange.getQueryParameters().get(name);
        return values == null || values.isEmpty()
                ? Optional.empty()
                : Optional.of(values.getFirst());
    }

    /**
     * Every value of a name that may be given again and again, as {@code name} or {@code name[]}.
     */
    public List<String> queryAll(String name) {
        List<String> all = new ArrayList<>();
        for (String each : List.of(name, name + "[]")) {
            Deque<String> values = exchange.getQueryParameters().get(each);
            if (values != null) {
                all.addAll(values);
            }
        }
        return all;
    }

    /** A whole number of the query; {@code absent} where it is not given, Refused otherwise. */
    public long queryNumber(String name, long absent) {
        Optional<String> text = query(name);
        if (text.isEmpty()) {
            return absent;
        }
        if (!text.get().matches("[0-9]{1,16}")) {
            throw new Refused(Problem.field(name, "WRONG_TYPE", "must be a whole number"));
        }
        return Long.parseLong(text.get());
    }

    public Optional<String> header(String name) {
        return Optional.ofNullable(exchange.getRequestHeaders().getFirst(name));
    }

    /** The body as a JSON object; an absent body is an empty one. */
    public Fields fields() {
        if (body.length == 0) {
            return Fields.of(Json.object());
        }
        return Fields.of(Json.parse(body));
    }

    /** Address of the client, as far as it is known: to tell clients apart, not to connect to. */
    public String clientAddress() {
        InetSocketAddress source = exchange.getSourceAddress();
        return source == null ? "unknown" : source.getHostString();
    }

    /** Whether a browser sent this from the page of another site. */
    public boolean isFrom(String origin) {
        return Origins.isSame(origin, header("Host").orElse(""));
    }
}
