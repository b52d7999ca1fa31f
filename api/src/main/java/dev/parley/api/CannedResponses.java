package dev.parley.api;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

import dev.parley.api.http.Fields;
import dev.parley.api.http.Json;
import dev.parley.api.http.Problem;
import dev.parley.api.http.Refused;
import dev.parley.api.http.Reply;
import dev.parley.api.http.Request;
import dev.parley.desk.Desk;
import dev.parley.desk.DeskAnswer;
import dev.parley.desk.DeskCommand;
import dev.parley.desk.DeskLimits;
import dev.parley.desk.DeskView;
import dev.parley.desk.Wording;
import dev.parley.projection.AgentView;

import java.util.List;
import java.util.Locale;

/**
 * Canned responses of an account, for all of its agents. Beyond the shapes that integrators know:
 * {@code language}, and {@code steps} of the scheme for upset customers, given instead of a {@code
 * content}, which then holds all four.
 */
final class CannedResponses {
    private static final String DEFAULT_LANGUAGE = "en";

    private final Staff staff;
    private final Desk desk;

    CannedResponses(Staff staff, Desk desk) {
        this.staff = staff;
        this.desk = desk;
    }

    /** By short code; {@code search} keeps those whose short code or content has it. */
    Reply list(Request request) {
        AgentView me = staff.agent(request);
        String search = request.query("search").orElse("").toLowerCase(Locale.ROOT);
        ArrayNode list = Json.array();
        desk.cannedReplies(me.account()).stream()
                .filter(each -> has(each, search))
                .sorted((a, b) -> a.shortCode().compareTo(b.shortCode()))
                .forEach(each -> list.add(shape(me.account(), each)));
        return Reply.json(list);
    }

    Reply create(Request request) {
        AgentView me = staff.agent(request);
        Fields fields = request.fields();
        String shortCode = fields.requiredText("short_code", DeskLimits.SHORT_CODE_BYTES);
        if (!fields.has("steps") && !fields.has("content")) {
            fields.wrong("content", "REQUIRED", "is required");
        }
        Wording wording = wording(fields, Wording.plain(DEFAULT_LANGUAGE, ""));
        fields.check();
        return answer(
                me,
                Desks.done(
                        desk,
                        new DeskCommand.DefineCannedReply(
                                me.account(), me.id(), shortCode, wording)));
    }

    Reply update(Request request) {
        AgentView me = staff.agent(request);
        DeskView.CannedReply before = found(request, me);
        Fields fields = request.fields();
        String shortCode =
                fields.text("short_code", DeskLimits.SHORT_CODE_BYTES).orElse(before.shortCode());
        Wording wording = wording(fields, before.wording());
        fields.check();
        return answer(
                me,
                Desks.done(
                        desk,
                        new DeskCommand.ChangeCannedReply(
                                me.account(), me.id(), before.id(), shortCode, wording)));
    }

    Reply delete(Request request) {
        AgentView me = staff.agent(request);
        return Desks.positioned(
                Reply.empty(),
                Desks.done(
                        desk,
                        new DeskCommand.DeleteCannedReply(
                                me.account(), me.id(), request.pathId("id", "canned_response"))));
    }

    private Reply answer(AgentView me, DeskAnswer.Done done) {
        DeskView.CannedReply written =
                desk.cannedReply(me.account(), done.id())
                        .orElseThrow(() -> new Refused(Problem.notFound("canned_response")));
        return Desks.positioned(shape(me.account(), written), done);
    }

    private DeskView.CannedReply found(Request request, AgentView me) {
        return desk.cannedReply(me.account(), request.pathId("id", "canned_response"))
                .orElseThrow(() -> new Refused(Problem.notFound("canned_response")));
    }

    private static Wording wording(Fields fields, Wording before) {
        String language =
                fields.text("language", DeskLimits.LANGUAGE_BYTES).orElse(before.language());
        if (fields.has("steps")) {
            List<String> steps = fields.texts("steps", DeskLimits.STEPS, DeskLimits.CONTENT_BYTES);
            if (!steps.isEmpty()) {
                return Wording.scheme(language, steps);
            }
        }
        return fields.text("content", DeskLimits.CONTENT_BYTES)
                .map(content -> Wording.plain(language, content))
                .orElse(new Wording(language, before.content(), before.steps()));
    }

    private static boolean has(DeskView.CannedReply reply, String search) {
        return reply.shortCode().contains(search)
                || reply.wording().content().toLowerCase(Locale.ROOT).contains(search);
    }

    private static ObjectNode shape(long account, DeskView.CannedReply reply) {
        ObjectNode shape = Json.object();
        shape.put("id", reply.id());
        shape.put("account_id", account);
        shape.put("short_code", reply.shortCode());
        shape.put("content", reply.wording().content());
        shape.put("created_at", reply.createdAt().toString());
        shape.put("updated_at", reply.changedAt().toString());
        shape.put("language", reply.wording().language());
        ArrayNode steps = shape.putArray("steps");
        reply.wording().steps().forEach(steps::add);
        return shape;
    }
}
