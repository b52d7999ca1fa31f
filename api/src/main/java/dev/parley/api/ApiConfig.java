package dev.parley.api;

import dev.parley.Setting;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Everything that can be set about the HTTP server, checked once. A value outside its range is
 * refused with {@code key=value} and the range. What each setting means, its unit and its default
 * stand in {@link #SETTINGS}, from which the reference page is made.
 */
public record ApiConfig(
        String host,
        int port,
        int bodyBytes,
        int frameBytes,
        int connections,
        int inFlight,
        int idleMillis,
        int requestMillis,
        int answerMillis,
        int helloMillis,
        int pingMillis,
        int graceMillis,
        int socketQueue,
        int contactsPerMinute,
        int contactsPerMinuteInbox,
        int visitorPerSecond,
        int pubsubSeconds,
        int proxies,
        List<String> consoleOrigins) {
    /** All settings, in the order of the record's components. */
    public static final List<Setting> SETTINGS =
            List.of(
                    Setting.text("host", "127.0.0.1", "address to listen on"),
                    Setting.number(
                            "port", 8_080, 0, 65_535, "", "port to listen on; 0: a free one"),
                    Setting.number(
                            "api.body", 65_536, 1_024, 1_048_576, "bytes", "largest request body"),
                    Setting.number(
                            "api.frame",
                            65_536,
                            1_024,
                            1_048_576,
                            "bytes",
                            "largest message of a socket's client"),
                    Setting.number(
                            "api.connections",
                            20_000,
                            16,
                            1_000_000,
                            "connections",
                            "open at once"),
                    Setting.number(
                            "api.requests",
                            2_048,
                            1,
                            100_000,
                            "requests",
                            "under way at once; one more is answered 503"),
                    Setting.number(
                            "api.idle",
                            60_000,
                            1_000,
                            3_600_000,
                            "ms",
                            "without traffic until a connection is ended"),
                    Setting.number(
                            "api.request",
                            15_000,
                            100,
                            600_000,
                            "ms",
                            "until a request's head must have arrived, and again until its body"),
                    Setting.number(
                            "api.answer", 10_000, 100, 600_000, "ms", "wait for the log's answer"),
                    Setting.number(
                            "api.hello",
                            5_000,
                            10,
                            60_000,
                            "ms",
                            "until a socket must have said hello"),
                    Setting.number(
                            "api.ping",
                            15_000,
                            10,
                            600_000,
                            "ms",
                            "between pings; a socket silent since the last one is ended"),
                    Setting.number(
                            "api.grace",
                            10_000,
                            0,
                            3_600_000,
                            "ms",
                            "from an agent's last lost socket until it is offline"),
                    Setting.number(
                            "api.queue",
                            1_024,
                            16,
                            65_536,
                            "frames",
                            "waiting for a slow socket before it is cut off"),
                    Setting.number(
                            "api.contacts",
                            600,
                            1,
                            1_000_000,
                            "per minute",
                            "visitors that one address may create in one inbox, as many at once: a"
                                    + " crowd behind one address is not an attack"),
                    Setting.number(
                            "api.contacts.inbox",
                            6_000,
                            1,
                            10_000_000,
                            "per minute",
                            "visitors created in one inbox, as many at once"),
                    Setting.number(
                            "api.visitor",
                            20,
                            1,
                            1_000_000,
                            "per second",
                            "requests and socket frames of one visitor, as many at once; sockets"
                                    + " are then read more slowly, requests answered 429"),
                    Setting.number(
                            "api.pubsub",
                            3_600,
                            1,
                            86_400,
                            "s",
                            "life of a visitor's socket token"),
                    Setting.number(
                            "api.proxies",
                            0,
                            0,
                            16,
                            "proxies",
                            "of your own that every request comes through: a client's address is"
                                    + " the one so many from the right in X-Forwarded-For, which"
                                    + " the outermost wrote; 0: the header is not read, since"
                                    + " anybody can write it"),
                    Setting.text(
                            "api.console.origins",
                            "",
                            "origins besides our own from which agents may connect, separated by"
                                    + " spaces; `*` for all"));

    public ApiConfig {
        consoleOrigins = List.copyOf(consoleOrigins);
    }

    /** The defaults, on this address. */
    public static ApiConfig on(String host, int port) {
        return of(Map.of("host", host, "port", Integer.toString(port)));
    }

    /**
     * From properties as in the file, keys as in {@link #SETTINGS}; what is absent has its default;
     * other keys are somebody else's.
     *
     * @throws IllegalArgumentException for a value outside its range
     */
    public static ApiConfig of(Map<String, String> properties) {
        Map<String, String> values = new HashMap<>();
        for (Setting setting : SETTINGS) {
            String value = properties.getOrDefault(setting.key(), setting.defaultValue()).strip();
            setting.check(value);
            values.put(setting.key(), value);
        }
        String origins = text(values, "api.console.origins");
        return new ApiConfig(
                text(values, "host"),
                number(values, "port"),
                number(values, "api.body"),
                number(values, "api.frame"),
                number(values, "api.connections"),
                number(values, "api.requests"),
                number(values, "api.idle"),
                number(values, "api.request"),
                number(values, "api.answer"),
                number(values, "api.hello"),
                number(values, "api.ping"),
                number(values, "api.grace"),
                number(values, "api.queue"),
                number(values, "api.contacts"),
                number(values, "api.contacts.inbox"),
                number(values, "api.visitor"),
                number(values, "api.pubsub"),
                number(values, "api.proxies"),
                origins.isEmpty() ? List.of() : List.of(origins.split(" +", -1)));
    }

    /** The same from a properties file's content and, above it, the environment. */
    public static ApiConfig of(Map<String, String> properties, Map<String, String> environment) {
        Map<String, String> merged = new HashMap<>(properties);
        for (Setting setting : SETTINGS) {
            String value = environment.get(setting.environmentName());
            if (value != null) {
                merged.put(setting.key(), value);
            }
        }
        return of(merged);
    }

    /** The same but for one setting. */
    public ApiConfig with(String key, Object value) {
        Map<String, String> values = values();
        if (values.put(key, value.toString()) == null) {
            throw new IllegalArgumentException(key + "=" + value + " is no setting of the server");
        }
        return of(values);
    }

    /** Every setting as it would stand in a properties file. */
    public Map<String, String> values() {
        Map<String, String> values = new HashMap<>();
        values.put("host", host);
        values.put("port", Integer.toString(port));
        values.put("api.body", Integer.toString(bodyBytes));
        values.put("api.frame", Integer.toString(frameBytes));
        values.put("api.connections", Integer.toString(connections));
        values.put("api.requests", Integer.toString(inFlight));
        values.put("api.idle", Integer.toString(idleMillis));
        values.put("api.request", Integer.toString(requestMillis));
        values.put("api.answer", Integer.toString(answerMillis));
        values.put("api.hello", Integer.toString(helloMillis));
        values.put("api.ping", Integer.toString(pingMillis));
        values.put("api.grace", Integer.toString(graceMillis));
        values.put("api.queue", Integer.toString(socketQueue));
        values.put("api.contacts", Integer.toString(contactsPerMinute));
        values.put("api.contacts.inbox", Integer.toString(contactsPerMinuteInbox));
        values.put("api.visitor", Integer.toString(visitorPerSecond));
        values.put("api.pubsub", Integer.toString(pubsubSeconds));
        values.put("api.proxies", Integer.toString(proxies));
        values.put("api.console.origins", String.join(" ", consoleOrigins));
        return values;
    }

    private static String text(Map<String, String> values, String key) {
        return values.getOrDefault(key, "");
    }

    private static int number(Map<String, String> values, String key) {
        return Integer.parseInt(text(values, key));
    }
}
