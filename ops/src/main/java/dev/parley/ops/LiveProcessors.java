package dev.parley.ops;

import com.fasterxml.jackson.databind.JsonNode;

import dev.parley.api.http.Json;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/** The processors of a running server, asked over HTTP as a supervisor. */
record LiveProcessors(URI server, String token) implements ProcessorAccess {
    private static final Duration CONNECT = Duration.ofSeconds(5);
    private static final Duration ANSWER = Duration.ofSeconds(90);

    @Override
    public List<Listed> list() {
        List<Listed> all = new ArrayList<>();
        for (JsonNode each : ask("GET", "", "").path("payload")) {
            all.add(
                    new Listed(
                            each.path("name").asText(),
                            each.path("state").asText(),
                            OptionalLong.of(each.path("position").asLong()),
                            OptionalLong.of(each.path("lag").asLong()),
                            each.path("parked").asInt(),
                            Optional.ofNullable(each.path("problem").textValue()),
                            events(each.path("events"))));
        }
        return all;
    }

    @Override
    public String reset(String name) {
        JsonNode _ = ask("POST", "/" + segment(name) + "/reset", "");
        return "now";
    }

    @Override
    public Outcome retry(String name, OptionalLong position) {
        String body = position.isPresent() ? "{\"position\":" + position.getAsLong() + "}" : "{}";
        JsonNode answer = ask("POST", "/" + segment(name) + "/retry", body);
        return new Outcome(
                answer.path("succeeded").asInt(),
                answer.path("still_parked").asInt(),
                events(answer.path("events")));
    }

    private static List<Event> events(JsonNode list) {
        List<Event> events = new ArrayList<>();
        for (JsonNode each : list) {
            JsonNode behind = each.path("behind");
            events.add(
                    new Event(
                            each.path("position").asLong(),
                            each.path("type").asText(),
                            each.path("parked_at").asText(),
                            each.path("attempts").asInt(),
                            behind.isNumber()
                                    ? OptionalLong.of(behind.asLong())
                                    : OptionalLong.empty(),
                            each.path("cause").asText()));
        }
        return events;
    }

    private JsonNode ask(String method, String path, String body) {
        try (HttpClient client = HttpClient.newBuilder().connectTimeout(CONNECT).build()) {
            JsonNode me = send(client, "GET", "/api/v1/profile", "");
            long account = me.path("account_id").asLong();
            return send(client, method, "/api/v1/accounts/" + account + "/processors" + path, body);
        }
    }

    private JsonNode send(HttpClient client, String method, String path, String body) {
        try {
            HttpResponse<byte[]> response =
                    client.send(
                            HttpRequest.newBuilder(server.resolve(path))
                                    .timeout(ANSWER)
                                    .header("api_access_token", token)
                                    .header("Content-Type", "application/json")
                                    .method(method, HttpRequest.BodyPublishers.ofString(body))
                                    .build(),
                            HttpResponse.BodyHandlers.ofByteArray());
            if (response.statusCode() == 200) {
                return Json.parse(response.body());
            }
            throw refused(response);
        } catch (IOException | IllegalArgumentException e) {
            throw Failure.environment(
                    server + " does not answer: " + e + ". Is this where the server listens?");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw Failure.environment("interrupted.");
        }
    }

    private Failure refused(HttpResponse<byte[]> response) {
        int status = response.statusCode();
        if (status == 401 || status == 403) {
            return Failure.usage(
                    server + " refuses the token (" + status + "): it needs a supervisor's.");
        }
        try {
            JsonNode problem = Json.parse(response.body());
            if (problem.path("code").isTextual()) {
                return StoredProcessors.refused(
                        problem.path("code").textValue(),
                        problem.path("detail").asText(problem.path("code").textValue()));
            }
        } catch (RuntimeException _) {
            // not one of ours: the status says all there is
        }
        return Failure.environment(server + " answered " + status + ".");
    }

    /** A name of a processor needs no escape; anything else would be another path. */
    private static String segment(String name) {
        if (!name.matches("[A-Za-z0-9._-]{1,100}")) {
            throw Failure.usage("processor=" + name + " is no name of a processor.");
        }
        return name;
    }
}
