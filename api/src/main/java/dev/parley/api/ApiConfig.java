package dev.parley.api;

import java.util.List;

/**
 * Every setting of the HTTP server; validated once, immutable.
 *
 * @param host address to listen on; default 127.0.0.1
 * @param port 0-65535, 0 for a free one; default 8080
 * @param bodyBytes largest request body, 1,024-1,048,576; default 65,536
 * @param frameBytes largest WebSocket message from a client, 1,024-1,048,576; default 65,536
 * @param connections open at a time, 16-1,000,000; default 20,000
 * @param inFlight requests carried out at a time, 1-100,000; default 2,048
 * @param idleMillis a connection without traffic ends after this, 1,000-3,600,000; default 60,000
 * @param requestMillis a request must have arrived by then, 100-600,000; default 15,000
 * @param answerMillis wait for the log's answer, 100-600,000; default 10,000
 * @param helloMillis a socket must have said hello by then, 10-60,000; default 5,000
 * @param pingMillis between pings, 10-600,000; two unanswered ones end a socket; default 15,000
 * @param graceMillis from an agent's last lost connection to being offline, 0-3,600,000; default
 *     10,000
 * @param socketQueue frames that may wait for a slow consumer before it is cut off, 16-65,536;
 *     default 1,024
 * @param contactsPerMinute anonymous visitors that one client address may create in one inbox,
 *     1-1,000,000, with as many at once; default 600: a crowd behind one address is not an attack
 * @param contactsPerMinuteInbox the same for a whole inbox, 1-10,000,000; default 6,000
 * @param pubsubSeconds life of a pubsub token, 1-86,400; default 3,600
 * @param behindProxy whether client addresses come from X-Forwarded-For; default false
 * @param consoleOrigins origins besides our own from which agents may connect; {@code *} for all
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
        int pubsubSeconds,
        boolean behindProxy,
        List<String> consoleOrigins) {
    public ApiConfig {
        consoleOrigins = List.copyOf(consoleOrigins);
        within("port", port, 0, 65_535);
        within("bodyBytes", bodyBytes, 1_024, 1_048_576);
        within("frameBytes", frameBytes, 1_024, 1_048_576);
        within("connections", connections, 16, 1_000_000);
        within("inFlight", inFlight, 1, 100_000);
        within("idleMillis", idleMillis, 1_000, 3_600_000);
        within("requestMillis", requestMillis, 100, 600_000);
        within("answerMillis", answerMillis, 100, 600_000);
        within("helloMillis", helloMillis, 10, 60_000);
        within("pingMillis", pingMillis, 10, 600_000);
        within("graceMillis", graceMillis, 0, 3_600_000);
        within("socketQueue", socketQueue, 16, 65_536);
        within("contactsPerMinute", contactsPerMinute, 1, 1_000_000);
        within("contactsPerMinuteInbox", contactsPerMinuteInbox, 1, 10_000_000);
        within("pubsubSeconds", pubsubSeconds, 1, 86_400);
    }

    /** The defaults, on this address. */
    public static ApiConfig on(String host, int port) {
        return new ApiConfig(
                host, port, 65_536, 65_536, 20_000, 2_048, 60_000, 15_000, 10_000, 5_000, 15_000,
                10_000, 1_024, 600, 6_000, 3_600, false, List.of());
    }

    private static void within(String key, int value, int min, int max) {
        if (value < min || value > max) {
            throw new IllegalArgumentException(
                    key + "=" + value + " is not within " + min + "-" + max);
        }
    }
}
