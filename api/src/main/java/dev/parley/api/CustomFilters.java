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
import dev.parley.desk.Sealed;
import dev.parley.projection.AgentView;
import dev.parley.seal.SealedField;

import java.util.Optional;

/**
 * What an agent saved to look at again; its own only. What they call it and look for is sealed
 * under the agent's key, so it goes with the agent: where the key is erased, the view is not
 * listed.
 */
final class CustomFilters {
    private static final String[] TYPES = {"conversation", "contact", "report"};

    private final Staff staff;
    private final Desk desk;
    private final Envelopes envelopes;

    CustomFilters(Staff staff, Desk desk, Envelopes envelopes) {
        this.staff = staff;
        this.desk = desk;
        this.envelopes = envelopes;
    }

    /** All of the agent's, or those of one {@code filter_type}. */
    Reply list(Request request) {
        AgentView me = staff.agent(request);
        Optional<String> type = request.query("filter_type");
        ArrayNode list = Json.array();
        for (DeskView.SavedView each : desk.views(me.account(), me.id())) {
            if (type.isEmpty() || type.get().equals(each.type())) {
                shape(each).ifPresent(list::add);
            }
        }
        return Reply.json(list);
    }

    Reply get(Request request) {
        return Reply.json(readable(found(request, staff.agent(request))));
    }

    Reply create(Request request) {
        AgentView me = staff.agent(request);
        Fields fields = request.fields();
        String name = fields.requiredText("name", DeskLimits.VIEW_NAME_BYTES);
        String type = type(fields).orElse(TYPES[0]);
        ObjectNode query =
                fields.object("query", DeskLimits.VIEW_QUERY_BYTES).orElseGet(Json::object);
        named(fields, name);
        fields.check();
        return answer(
                me,
                Desks.done(
                        desk,
                        new DeskCommand.SaveView(
                                me.account(),
                                me.id(),
                                type,
                                sealed(me, SealedField.VIEW_NAME, name),
                                sealed(me, SealedField.VIEW_QUERY, Json.text(query)))));
    }

    Reply update(Request request) {
        AgentView me = staff.agent(request);
        DeskView.SavedView before = found(request, me);
        ObjectNode shown = readable(before);
        Fields fields = request.fields();
        String name =
                fields.text("name", DeskLimits.VIEW_NAME_BYTES)
                        .orElse(shown.get("name").textValue());
        String type = type(fields).orElse(before.type());
        ObjectNode query =
                fields.object("query", DeskLimits.VIEW_QUERY_BYTES)
                        .orElse((ObjectNode) shown.get("query"));
        named(fields, name);
        fields.check();
        return answer(
                me,
                Desks.done(
                        desk,
                        new DeskCommand.ChangeView(
                                me.account(),
                                me.id(),
                                before.id(),
                                type,
                                sealed(me, SealedField.VIEW_NAME, name),
                                sealed(me, SealedField.VIEW_QUERY, Json.text(query)))));
    }

    Reply delete(Request request) {
        AgentView me = staff.agent(request);
        return Desks.positioned(
                Reply.empty(),
                Desks.done(
                        desk,
                        new DeskCommand.DeleteView(
                                me.account(),
                                me.id(),
                                request.pathId("custom_filter_id", "custom_filter"))));
    }

    private static void named(Fields fields, String name) {
        if (fields.has("name") && name.isBlank()) {
            fields.wrong("name", "INVALID_VALUE", "must not be empty");
        }
    }

    /** Named {@code filter_type} where it is filtered by, {@code type} where it is shown. */
    private static Optional<String> type(Fields fields) {
        return fields.choice("type", TYPES).or(() -> fields.choice("filter_type", TYPES));
    }

    private Reply answer(AgentView me, DeskAnswer.Done done) {
        DeskView.SavedView written =
                desk.view(me.account(), me.id(), done.id())
                        .orElseThrow(() -> new Refused(Problem.notFound("custom_filter")));
        return Desks.positioned(readable(written), done);
    }

    private DeskView.SavedView found(Request request, AgentView me) {
        return desk.view(me.account(), me.id(), request.pathId("custom_filter_id", "custom_filter"))
                .orElseThrow(() -> new Refused(Problem.notFound("custom_filter")));
    }

    private ObjectNode readable(DeskView.SavedView view) {
        return shape(view).orElseThrow(() -> new Refused(Problem.notFound("custom_filter")));
    }

    private Sealed sealed(AgentView me, SealedField field, String text) {
        return Sealed.of(envelopes.seal(me.keyId(), 0, field, text));
    }

    private Optional<ObjectNode> shape(DeskView.SavedView view) {
        return envelopes
                .text(view.name().envelope(), 0, SealedField.VIEW_NAME)
                .map(
                        name -> {
                            ObjectNode shape = Json.object();
                            shape.put("id", view.id());
                            shape.put("name", name);
                            shape.put("type", view.type());
                            shape.set(
                                    "query",
                                    envelopes.object(
                                            view.query().envelope(), 0, SealedField.VIEW_QUERY));
                            shape.put("created_at", view.createdAt().toString());
                            shape.put("updated_at", view.changedAt().toString());
                            return shape;
                        });
    }
}
