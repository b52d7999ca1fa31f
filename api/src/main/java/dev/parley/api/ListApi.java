package dev.parley.api;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

import dev.parley.api.http.Json;
import dev.parley.api.http.Problem;
import dev.parley.api.http.Refused;
import dev.parley.api.http.Reply;
import dev.parley.api.http.Request;
import dev.parley.desk.DeskCommand;
import dev.parley.desk.DeskLimits;
import dev.parley.projection.AgentView;
import dev.parley.projection.BoardReader;
import dev.parley.projection.ConversationView;
import dev.parley.search.SearchQuery;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** The list that agents choose conversations from: those in memory, by what they ask for. */
final class ListApi {
    static final int PAGE = 25;

    /** How far a list by labels looks back. */
    static final int LABELLED = 4_096;

    private final Staff staff;
    private final Reads reads;
    private final WordSearch words;
    private final AgentShapes shapes;

    ListApi(Staff staff, Reads reads, WordSearch words, AgentShapes shapes) {
        this.staff = staff;
        this.reads = reads;
        this.words = words;
        this.shapes = shapes;
    }

    Reply conversations(Request request) {
        AgentView me = staff.agent(request);
        long page = Math.clamp(request.queryNumber("page", 1), 1, 100_000);
        Asked asked = asked(request, me);
        Found found = list(asked.filter(), asked.labels(), (int) (page - 1) * PAGE);
        ObjectNode data = Json.object();
        data.set("meta", meta(asked, found));
        ArrayNode payload = data.putArray("payload");
        for (ConversationView each : found.page()) {
            payload.add(shapes.conversation(each, reads.visitorOf(each)));
        }
        ObjectNode shape = Json.object();
        shape.set("data", data);
        return Reply.json(shape);
    }

    /** What the list says of itself, without the list. */
    Reply counts(Request request) {
        Asked asked = asked(request, staff.agent(request));
        ObjectNode shape = Json.object();
        shape.set("meta", meta(asked, list(asked.filter(), asked.labels(), 0)));
        return Reply.json(shape);
    }

    private ObjectNode meta(Asked asked, Found found) {
        ObjectNode meta =
                Json.object()
                        .put("mine_count", found.counts().mine())
                        .put("unassigned_count", found.counts().unassigned())
                        .put("assigned_count", found.counts().assigned())
                        .put("all_count", found.counts().all());
        asked.worded()
                .ifPresent(
                        each -> words.tell(meta, each.complete(), each.result().indexedBefore()));
        return meta;
    }

    /**
     * What is asked for.
     *
     * @param worded what the search found, where words are asked for
     */
    private record Asked(
            BoardReader.Filter filter, Set<String> labels, Optional<WordSearch.Found> worded) {}

    private Asked asked(Request request, AgentView me) {
        BoardReader.Filter all =
                new BoardReader.Filter(
                        me.account(),
                        status(request),
                        assignee(request),
                        me.id(),
                        request.queryNumber("inbox_id", 0));
        Set<String> labels = labels(request);
        // A form that is sent with nothing in it asks for all.
        if (request.query("q").orElse("").isBlank()) {
            return new Asked(all, labels, Optional.empty());
        }
        // Last, since it costs the most: nothing is refused behind it.
        WordSearch.Found worded =
                words.conversations(
                        SearchQuery.of(WordSearch.words(request), me.account(), SearchQuery.LIMIT),
                        SearchQuery.DEPTH);
        return new Asked(all.among(worded.newest().keySet()), labels, Optional.of(worded));
    }

    private record Found(BoardReader.Counts counts, List<ConversationView> page) {}

    private Found list(BoardReader.Filter filter, Set<String> labels, int from) {
        if (!labels.isEmpty()) {
            return labelled(filter, labels, from);
        }
        return reads.reading()
                .ask(
                        views ->
                                new Found(
                                        views.board().count(filter),
                                        views.board().list(filter, from, PAGE)));
    }

    /**
     * Those with any of {@code labels}, among the {@link #LABELLED} newest of the filter. Labels
     * are not on the board, and may have to be read from the log: nothing of that under its lock.
     */
    private Found labelled(BoardReader.Filter filter, Set<String> labels, int from) {
        List<ConversationView> newest =
                reads.reading().ask(views -> views.board().list(filter, 0, LABELLED));
        List<ConversationView> found =
                newest.stream().filter(each -> shapes.hasLabel(each, labels)).toList();
        int mine = (int) found.stream().filter(each -> each.agent() == filter.agent()).count();
        int nobodys = (int) found.stream().filter(each -> each.agent() == 0).count();
        return new Found(
                new BoardReader.Counts(mine, nobodys, found.size() - nobodys, found.size()),
                found.stream().skip(from).limit(PAGE).toList());
    }

    private static Set<String> labels(Request request) {
        List<String> titles = request.queryAll("labels");
        if (titles.size() > DeskLimits.LABELS_PER_CONVERSATION) {
            throw new Refused(
                    Problem.field(
                            "labels",
                            "LIMIT_EXCEEDED",
                            "labels="
                                    + titles.size()
                                    + " exceeds "
                                    + DeskLimits.LABELS_PER_CONVERSATION));
        }
        return titles.stream().map(DeskCommand::folded).collect(Collectors.toSet());
    }

    private static BoardReader.Status status(Request request) {
        return switch (request.query("status").orElse("open")) {
            case "open" -> BoardReader.Status.OPEN;
            case "resolved" -> BoardReader.Status.RESOLVED;
            case "all" -> BoardReader.Status.ALL;
            default ->
                    throw new Refused(
                            Problem.field(
                                    "status",
                                    "NOT_A_CHOICE",
                                    "must be one of open, resolved, all"));
        };
    }

    private static BoardReader.Assignee assignee(Request request) {
        return switch (request.query("assignee_type").orElse("all")) {
            case "me" -> BoardReader.Assignee.AGENT;
            case "unassigned" -> BoardReader.Assignee.NOBODY;
            case "assigned" -> BoardReader.Assignee.SOMEBODY;
            case "all" -> BoardReader.Assignee.ANY;
            default ->
                    throw new Refused(
                            Problem.field(
                                    "assignee_type",
                                    "NOT_A_CHOICE",
                                    "must be one of me, unassigned, assigned, all"));
        };
    }
}
