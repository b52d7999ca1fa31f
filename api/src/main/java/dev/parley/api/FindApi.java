package dev.parley.api;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

import dev.parley.api.http.Json;
import dev.parley.api.http.Reply;
import dev.parley.api.http.Request;
import dev.parley.domain.ActorKind;
import dev.parley.projection.AgentView;
import dev.parley.projection.ConversationView;
import dev.parley.projection.VisitorView;
import dev.parley.search.Hit;
import dev.parley.search.SearchQuery;
import dev.parley.search.SearchResult;

import java.util.Optional;

/** Messages and conversations by their words, for agents of the account. */
final class FindApi {
    /** As many as integrators know of these paths. */
    static final int PAGE = 15;

    private static final long MICROS = VisitorShapes.MICROS;

    private final Staff staff;
    private final Reads reads;
    private final WordSearch search;

    FindApi(Staff staff, Reads reads, WordSearch search) {
        this.staff = staff;
        this.reads = reads;
        this.search = search;
    }

    Reply messages(Request request) {
        AgentView me = staff.agent(request);
        SearchQuery query = query(request, me);
        SearchResult result = search.messages(query);
        ObjectNode shape = Json.object();
        ArrayNode messages = shape.putObject("payload").putArray("messages");
        result.hits().forEach(hit -> messages.add(message(hit)));
        shape.set("meta", meta(result));
        return Reply.json(shape);
    }

    /** Each conversation once, with the newest of its messages that was found. */
    Reply conversations(Request request) {
        AgentView me = staff.agent(request);
        SearchQuery query = query(request, me);
        WordSearch.Found found = search.conversations(query, query.skip() + PAGE);
        ObjectNode shape = Json.object();
        ArrayNode page = shape.putObject("payload").putArray("conversations");
        found.newest().values().stream()
                .skip(query.skip())
                .limit(PAGE)
                .forEach(hit -> page.add(conversation(hit)));
        shape.set("meta", meta(found.result()));
        return Reply.json(shape);
    }

    private SearchQuery query(Request request, AgentView me) {
        String words = WordSearch.words(request);
        long pages = SearchQuery.DEPTH / PAGE;
        long page = Math.clamp(request.queryNumber("page", 1), 1, pages);
        long number = request.queryNumber("conversation_id", 0);
        long conversation = number == 0 ? 0 : reads.conversation(me.account(), number).id();
        return new SearchQuery(
                words,
                me.account(),
                request.queryNumber("shop_id", 0),
                conversation,
                micros(request, "since", Long.MIN_VALUE),
                micros(request, "until", Long.MAX_VALUE),
                (int) (page - 1) * PAGE,
                PAGE);
    }

    private static long micros(Request request, String name, long absent) {
        return request.query(name).isEmpty()
                ? absent
                : Math.min(request.queryNumber(name, 0), Long.MAX_VALUE / MICROS) * MICROS;
    }

    private ObjectNode meta(SearchResult result) {
        ObjectNode meta =
                Json.object()
                        .put("count", result.total())
                        .put("count_is_exact", result.totalIsExact());
        search.tell(meta, result.complete(), result.indexedBefore());
        return meta;
    }

    private ObjectNode conversation(Hit hit) {
        Optional<ConversationView> view = reads.reading().conversation(hit.conversation());
        ObjectNode shape = Json.object();
        shape.put("id", hit.number());
        shape.put("account_id", hit.account());
        shape.put("conversation", hit.conversation());
        shape.put("status", view.map(c -> c.open() ? "open" : "resolved").orElse("imported"));
        shape.put("created_at", view.map(c -> c.startedAt() / MICROS).orElse(hit.at() / MICROS));
        shape.set("message", message(hit));
        shape.set("contact", view.map(this::contact).orElse(null));
        shape.set(
                "agent", view.flatMap(c -> reads.person(c.agent())).map(this::agent).orElse(null));
        return shape;
    }

    private ObjectNode message(Hit hit) {
        Optional<ConversationView> view = reads.reading().conversation(hit.conversation());
        ObjectNode shape = Json.object();
        shape.put("id", hit.message());
        shape.put("content", hit.text());
        shape.put("message_type", hit.from() == ActorKind.VISITOR ? 0 : 1);
        shape.put("content_type", "text");
        shape.put("private", hit.note());
        shape.put("created_at", hit.at() / MICROS);
        shape.put("account_id", hit.account());
        if (view.isPresent()) {
            shape.put("inbox_id", view.get().inbox());
        } else {
            shape.putNull("inbox_id");
        }
        shape.put("conversation_id", hit.number());
        shape.set("sender", sender(hit, view));
        shape.put("conversation", hit.conversation());
        shape.put("seq", hit.seq());
        shape.put("position", hit.position());
        shape.putObject("shop").put("id", hit.shop()).put("name", reads.shopName(hit.shop()));
        shape.put("snippet", hit.snippet());
        ArrayNode highlights = shape.putArray("highlights");
        for (Hit.Mark mark : hit.marks()) {
            highlights.addObject().put("start", mark.start()).put("end", mark.end());
        }
        return shape;
    }

    private ObjectNode sender(Hit hit, Optional<ConversationView> view) {
        if (hit.from() == ActorKind.VISITOR) {
            return view.map(this::contact)
                    .orElseGet(() -> Json.object().put("name", ""))
                    .put("type", "contact");
        }
        return reads.person(hit.actor())
                .map(this::agent)
                .orElseGet(() -> Json.object().put("name", ""))
                .put("type", "user");
    }

    private ObjectNode contact(ConversationView conversation) {
        Optional<VisitorView> visitor = reads.reading().visitor(conversation.visitor());
        String name = visitor.map(each -> reads.profile(each).path("name").asText("")).orElse("");
        return Json.object().put("id", conversation.visitor()).put("name", name);
    }

    private ObjectNode agent(Reads.Person person) {
        return Json.object().put("id", person.view().id()).put("name", person.name());
    }
}
