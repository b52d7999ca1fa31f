package dev.parley.bench.socket;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Makes visitors and their conversations through Parley's own API, before anything is timed. */
final class ParleyPeople {
    private static final int AT_ONCE = 32;
    private static final int LIMIT_SECONDS = 120;
    private static final Pattern TOKEN = Pattern.compile("\"pubsub_token\":\"([^\"]+)\"");
    private static final Pattern SOURCE = Pattern.compile("\"source_id\":\"([^\"]+)\"");
    private static final Pattern CONVERSATION = Pattern.compile("\"conversation\":([0-9]+)");

    private final int port;
    private final String url;
    private final List<String> inboxes = new ArrayList<>();
    private final List<String> agentTokens = new ArrayList<>();

    /** {@code ready} is what {@link ParleyServer} said: port, then inbox and token by account. */
    ParleyPeople(String ready) {
        String[] words = ready.split(" ", -1);
        port = Integer.parseInt(words[0]);
        url = "http://127.0.0.1:" + words[0] + "/public/api/v1/inboxes/";
        for (int i = 1; i + 1 < words.length; i += 2) {
            inboxes.add(words[i]);
            agentTokens.add(words[i + 1]);
        }
    }

    int port() {
        return port;
    }

    /** The agents, one an account, and {@code visitors} visitors spread over the accounts. */
    List<Session> sessions(int visitors, boolean withConversations)
            throws InterruptedException, ExecutionException, TimeoutException {
        List<Session> sessions = new ArrayList<>();
        agentTokens.forEach(token -> sessions.add(Session.agent(token)));
        try (HttpClient client =
                        HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
                ExecutorService executor = Executors.newFixedThreadPool(AT_ONCE)) {
            List<Callable<Session>> tasks = new ArrayList<>();
            for (int i = 0; i < visitors; i++) {
                String contacts = url + inboxes.get(i % inboxes.size()) + "/contacts";
                tasks.add(() -> visitor(client, contacts, withConversations));
            }
            for (Future<Session> each :
                    executor.invokeAll(tasks, LIMIT_SECONDS, TimeUnit.SECONDS)) {
                sessions.add(each.get(1, TimeUnit.SECONDS));
            }
        }
        return sessions;
    }

    private static Session visitor(HttpClient client, String contacts, boolean withConversation)
            throws IOException, InterruptedException {
        String contact = post(client, contacts);
        long conversation = 0;
        if (withConversation) {
            String made = post(client, contacts + "/" + find(SOURCE, contact) + "/conversations");
            conversation = Long.parseLong(find(CONVERSATION, made));
        }
        return Session.visitor(find(TOKEN, contact), conversation);
    }

    private static String post(HttpClient client, String url)
            throws IOException, InterruptedException {
        HttpResponse<String> response =
                client.send(
                        HttpRequest.newBuilder(URI.create(url))
                                .header("Content-Type", "application/json")
                                .POST(HttpRequest.BodyPublishers.ofString("{}"))
                                .build(),
                        HttpResponse.BodyHandlers.ofString());
        if (response.statusCode() != 200) {
            throw new IOException("status=" + response.statusCode() + ": " + response.body());
        }
        return response.body();
    }

    private static String find(Pattern pattern, String text) throws IOException {
        Matcher matcher = pattern.matcher(text);
        if (!matcher.find()) {
            throw new IOException("no " + pattern + " in " + text);
        }
        return matcher.group(1);
    }
}
