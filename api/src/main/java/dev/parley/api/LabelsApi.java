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
import dev.parley.desk.DeskCommand.LabelText;
import dev.parley.desk.DeskLimits;
import dev.parley.desk.DeskView;
import dev.parley.projection.AgentView;
import dev.parley.projection.ConversationView;

import java.util.List;

/** Labels of an account, which administrators make, and of its conversations, which agents give. */
final class LabelsApi {
    /** Grey enough for text of either colour upon it. */
    private static final String DEFAULT_COLOR = "#1f93ff";

    private final Staff staff;
    private final Reads reads;
    private final Desk desk;

    LabelsApi(Staff staff, Reads reads, Desk desk) {
        this.staff = staff;
        this.reads = reads;
        this.desk = desk;
    }

    Reply list(Request request) {
        AgentView me = staff.agent(request);
        ObjectNode shape = Json.object();
        ArrayNode payload = shape.putArray("payload");
        desk.labels(me.account()).forEach(each -> payload.add(shape(each)));
        return Reply.json(shape);
    }

    Reply get(Request request) {
        return Reply.json(shape(found(request, staff.agent(request))));
    }

    Reply create(Request request) {
        AgentView me = staff.administrator(request);
        Fields fields = request.fields();
        String title = fields.requiredText("title", DeskLimits.LABEL_TITLE_BYTES);
        LabelText label = text(fields, new LabelText(title, "", DEFAULT_COLOR, true));
        fields.check();
        return answer(
                me, Desks.done(desk, new DeskCommand.CreateLabel(me.account(), me.id(), label)));
    }

    Reply update(Request request) {
        AgentView me = staff.administrator(request);
        DeskView.Label before = found(request, me);
        Fields fields = request.fields();
        LabelText label =
                text(
                        fields,
                        new LabelText(
                                before.title(),
                                before.description(),
                                before.color(),
                                before.showOnSidebar()));
        fields.check();
        return answer(
                me,
                Desks.done(
                        desk,
                        new DeskCommand.ChangeLabel(me.account(), me.id(), before.id(), label)));
    }

    Reply delete(Request request) {
        AgentView me = staff.administrator(request);
        return Desks.positioned(
                Reply.empty(),
                Desks.done(
                        desk,
                        new DeskCommand.DeleteLabel(
                                me.account(), me.id(), request.pathId("id", "label"))));
    }

    Reply ofConversation(Request request) {
        AgentView me = staff.agent(request);
        return Reply.json(titles(me, conversation(request, me)));
    }

    /** Exactly those that are given, not those besides what there was. */
    Reply setOfConversation(Request request) {
        AgentView me = staff.agent(request);
        ConversationView conversation = conversation(request, me);
        Fields fields = request.fields();
        if (!fields.has("labels")) {
            fields.wrong("labels", "REQUIRED", "is required");
        }
        List<String> titles =
                fields.texts(
                        "labels", DeskLimits.LABELS_PER_CONVERSATION, DeskLimits.LABEL_TITLE_BYTES);
        fields.check();
        DeskAnswer.Done done =
                Desks.done(
                        desk,
                        new DeskCommand.LabelConversation(
                                me.account(), me.id(), conversation.id(), titles));
        return Desks.positioned(titles(me, conversation), done);
    }

    private ObjectNode titles(AgentView me, ConversationView conversation) {
        ObjectNode shape = Json.object();
        ArrayNode payload = shape.putArray("payload");
        desk.labelsOf(me.account(), conversation.id()).forEach(each -> payload.add(each.title()));
        return shape;
    }

    private Reply answer(AgentView me, DeskAnswer.Done done) {
        DeskView.Label written =
                desk.label(me.account(), done.id())
                        .orElseThrow(() -> new Refused(Problem.notFound("label")));
        return Desks.positioned(shape(written), done);
    }

    private DeskView.Label found(Request request, AgentView me) {
        return desk.label(me.account(), request.pathId("id", "label"))
                .orElseThrow(() -> new Refused(Problem.notFound("label")));
    }

    private ConversationView conversation(Request request, AgentView me) {
        return reads.conversation(me.account(), request.pathId("conversation_id", "conversation"));
    }

    private static LabelText text(Fields fields, LabelText before) {
        return new LabelText(
                fields.text("title", DeskLimits.LABEL_TITLE_BYTES).orElse(before.title()),
                fields.text("description", DeskLimits.LABEL_DESCRIPTION_BYTES)
                        .orElse(before.description()),
                fields.text("color", 16).orElse(before.color()),
                fields.has("show_on_sidebar")
                        ? fields.flag("show_on_sidebar")
                        : before.showOnSidebar());
    }

    private static ObjectNode shape(DeskView.Label label) {
        return Json.object()
                .put("id", label.id())
                .put("title", label.title())
                .put("description", label.description())
                .put("color", label.color())
                .put("show_on_sidebar", label.showOnSidebar());
    }
}
