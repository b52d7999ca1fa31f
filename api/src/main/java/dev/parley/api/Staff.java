package dev.parley.api;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

import dev.parley.api.http.Fields;
import dev.parley.api.http.Json;
import dev.parley.api.http.Problem;
import dev.parley.api.http.Refused;
import dev.parley.api.http.Reply;
import dev.parley.api.http.Request;
import dev.parley.domain.ActorKind;
import dev.parley.domain.Answer;
import dev.parley.domain.Command;
import dev.parley.domain.Limits;
import dev.parley.domain.Presence;
import dev.parley.domain.Role;
import dev.parley.projection.AgentView;
import dev.parley.seal.Hashes;
import dev.parley.seal.KeyStore;
import dev.parley.seal.SealedField;

import java.util.Optional;
import java.util.OptionalLong;

/** The people of an account: who a request is from, their list, and their own profile. */
final class Staff {
    static final int DEFAULT_CAPACITY = 5;
    private static final String[] AVAILABILITIES = {"online", "busy", "offline"};
    private static final String[] ROLES = {"agent", "administrator"};

    private final Reads reads;
    private final Writes writes;
    private final AgentShapes shapes;
    private final Envelopes envelopes;
    private final Hashes hashes;
    private final KeyStore keys;
    private final Secrets secrets;
    private final Presences presences;

    Staff(
            Reads reads,
            Writes writes,
            AgentShapes shapes,
            Envelopes envelopes,
            Hashes hashes,
            KeyStore keys,
            Secrets secrets,
            Presences presences) {
        this.reads = reads;
        this.writes = writes;
        this.shapes = shapes;
        this.envelopes = envelopes;
        this.hashes = hashes;
        this.keys = keys;
        this.secrets = secrets;
        this.presences = presences;
    }

    static Writes.Actor actor(AgentView agent) {
        return new Writes.Actor(agent.account(), ActorKind.AGENT, agent.id());
    }

    /** The agent with this token. */
    Optional<AgentView> agent(String token) {
        var hash = hashes.token(token);
        return reads.reading().ask(views -> views.directory().agent(hash));
    }

    /** Who asks, in the account that the path names. Throws Refused(401) or Refused(404). */
    AgentView agent(Request request) {
        AgentView me = me(request);
        if (request.pathId("account_id", "account") != me.account()) {
            throw new Refused(Problem.notFound("account"));
        }
        return me;
    }

    /** The same, where only an administrator may ask. Throws Refused(403) besides. */
    AgentView administrator(Request request) {
        AgentView me = agent(request);
        if (me.role() != Role.SUPERVISOR) {
            throw new Refused(Problem.of(403, "FORBIDDEN", "only an administrator may do this"));
        }
        return me;
    }

    Reply list(Request request) {
        AgentView me = agent(request);
        ArrayNode list = Json.array();
        for (AgentView each :
                reads.reading().ask(views -> views.directory().agents(me.account()))) {
            list.add(shapes.agent(reads.person(each)));
        }
        return Reply.json(list);
    }

    /** The new agent with its token, which is shown this once. */
    Reply create(Request request) {
        AgentView me = administrator(request);
        Fields fields = request.fields();
        String name = fields.requiredText("name", Limits.NAME_BYTES);
        String email = fields.requiredText("email", Limits.NAME_BYTES);
        Optional<String> role = fields.choice("role", ROLES);
        Optional<String> availability = fields.choice("availability", AVAILABILITIES);
        int capacity = capacity(fields, DEFAULT_CAPACITY);
        fields.check();
        long keyId = keys.take();
        String token = secrets.make();
        Answer answer =
                writes.await(
                        writes.submit(
                                new Command.RegisterAgent(
                                        writes.origin(actor(me), keyId, ""),
                                        keyId,
                                        capacity,
                                        role(role, Role.AGENT),
                                        hashes.token(token),
                                        envelopes.seal(keyId, 0, SealedField.AGENT_NAME, name),
                                        envelopes.seal(keyId, 0, SealedField.AGENT_EMAIL, email))));
        availability.ifPresent(wanted -> change(me, answer.id(), AgentShapes.presence(wanted)));
        ObjectNode shape = shapes.agent(written(answer.id()));
        shape.put("access_token", token);
        return VisitorApi.positioned(shape, answer);
    }

    Reply update(Request request) {
        AgentView me = administrator(request);
        long id = request.pathId("id", "agent");
        Reads.Person before =
                reads.person(id)
                        .filter(found -> found.view().account() == me.account())
                        .orElseThrow(() -> new Refused(Problem.notFound("agent")));
        Fields fields = request.fields();
        Optional<String> role = fields.choice("role", ROLES);
        Optional<String> availability = fields.choice("availability", AVAILABILITIES);
        int capacity = capacity(fields, before.view().capacity());
        String name = fields.text("name", Limits.NAME_BYTES).orElse(before.name());
        fields.check();
        Answer answer =
                save(me, before, name, before.email(), role(role, before.view().role()), capacity);
        availability.ifPresent(wanted -> change(me, id, AgentShapes.presence(wanted)));
        return VisitorApi.positioned(shapes.agent(written(id)), answer);
    }

    Reply profile(Request request) {
        AgentView me = me(request);
        return Reply.json(profile(me.id(), token(request)));
    }

    Reply updateProfile(Request request) {
        AgentView me = me(request);
        Reads.Person before = reads.person(me);
        Fields fields = request.fields();
        Fields profile = fields.nested("profile");
        String name = profile.text("name", Limits.NAME_BYTES).orElse(before.name());
        String email = profile.text("email", Limits.NAME_BYTES).orElse(before.email());
        fields.check();
        Answer answer = save(me, before, name, email, me.role(), me.capacity());
        return VisitorApi.positioned(profile(me.id(), token(request)), answer);
    }

    Reply availability(Request request) {
        AgentView me = me(request);
        Fields fields = request.fields();
        Fields profile = fields.nested("profile");
        Optional<String> wanted = profile.choice("availability", AVAILABILITIES);
        if (wanted.isEmpty()) {
            profile.wrong("availability", "REQUIRED", "is required");
        }
        fields.check();
        Answer answer = change(me, me.id(), AgentShapes.presence(wanted.orElse("offline")));
        return VisitorApi.positioned(profile(me.id(), token(request)), answer);
    }

    private AgentView me(Request request) {
        AgentView me =
                agent(token(request))
                        .orElseThrow(
                                () ->
                                        new Refused(
                                                Problem.unauthenticated(
                                                        "the header api_access_token names no"
                                                                + " agent")));
        presences.sign(me.id());
        return me;
    }

    private static String token(Request request) {
        return request.header("api_access_token").orElse("");
    }

    private Answer save(
            AgentView me, Reads.Person before, String name, String email, Role role, int capacity) {
        long keyId = before.view().keyId();
        return writes.await(
                writes.submit(
                        new Command.UpdateAgent(
                                writes.origin(actor(me), keyId, ""),
                                before.view().id(),
                                capacity,
                                role,
                                envelopes.seal(keyId, 0, SealedField.AGENT_UPDATED_NAME, name),
                                envelopes.seal(keyId, 0, SealedField.AGENT_UPDATED_EMAIL, email))));
    }

    private Answer change(AgentView me, long agent, Presence presence) {
        return writes.await(
                writes.submit(
                        new Command.ChangePresence(
                                writes.origin(actor(me), me.keyId(), ""), agent, presence)));
    }

    private ObjectNode profile(long agent, String token) {
        Reads.Person person = written(agent);
        return shapes.profile(person, reads.accountName(person.view().account()), token);
    }

    private Reads.Person written(long agent) {
        return reads.person(agent)
                .orElseThrow(
                        () -> new IllegalStateException("agent=" + agent + " is not in the views"));
    }

    private static int capacity(Fields fields, int before) {
        OptionalLong capacity = fields.number("capacity");
        if (capacity.isPresent()
                && (capacity.getAsLong() < Limits.CAPACITY_MIN
                        || capacity.getAsLong() > Limits.CAPACITY_MAX)) {
            fields.wrong(
                    "capacity",
                    "VALUE_OUT_OF_RANGE",
                    "must be " + Limits.CAPACITY_MIN + "-" + Limits.CAPACITY_MAX);
            return before;
        }
        return (int) capacity.orElse(before);
    }

    private static Role role(Optional<String> name, Role before) {
        return name.isEmpty()
                ? before
                : name.get().equals("administrator") ? Role.SUPERVISOR : Role.AGENT;
    }
}
