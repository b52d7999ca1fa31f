package dev.parley.api;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

import dev.parley.api.http.Json;
import dev.parley.api.http.Problem;
import dev.parley.api.http.Refused;
import dev.parley.api.http.Reply;
import dev.parley.api.http.Request;
import dev.parley.projection.AgentView;
import dev.parley.reports.Subject;
import dev.parley.reports.WorkBook;
import dev.parley.reports.WorkSum;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.InstantSource;

/**
 * Reports in the paths and shapes of the application API, for administrators. Windows are widened
 * to full hours. While the log is counted anew, behind a start or a reset, they are 503
 * REPORTS_BEHIND: sums of a part would look like those of a bad week.
 */
final class ReportsApi {
    private static final long MICROS = VisitorShapes.MICROS;
    private static final int DECIMALS = 3;

    /** What a client waits before it asks again for what is counted anew. */
    private static final int BEHIND_SECONDS = 5;

    private final Staff staff;
    private final WorkBook book;
    private final InstantSource clock;

    ReportsApi(Staff staff, WorkBook book, InstantSource clock) {
        this.staff = staff;
        this.book = book;
        this.clock = clock;
    }

    /** Epoch microseconds. */
    private record Window(long since, long until) {
        Window previous() {
            return new Window(2 * since - until, since);
        }
    }

    Reply summary(Request request) {
        AgentView me = administrator(request);
        Subject subject = subject(request, me);
        Window window = window(request);
        ObjectNode shape = summary(book.sum(subject, window.since(), window.until()));
        Window before = window.previous();
        shape.set("previous", summary(book.sum(subject, before.since(), before.until())));
        shape.put("complete", window.since() >= book.completeSince());
        shape.put("counted_before", book.before());
        return Reply.json(shape);
    }

    /** One value for each day in UTC that has something. */
    Reply days(Request request) {
        AgentView me = administrator(request);
        Subject subject = subject(request, me);
        Window window = window(request);
        String metric = request.query("metric").orElse("");
        ArrayNode days = Json.array();
        book.days(subject, window.since(), window.until())
                .forEach(
                        (day, sum) ->
                                days.addObject()
                                        .put("value", value(metric, sum))
                                        .put("timestamp", day / MICROS));
        value(metric, WorkSum.NONE);
        return Reply.json(days);
    }

    Reply agents(Request request) {
        return each(request, Subject.Kind.AGENT);
    }

    Reply inboxes(Request request) {
        return each(request, Subject.Kind.INBOX);
    }

    private Reply each(Request request, Subject.Kind kind) {
        AgentView me = administrator(request);
        Window window = window(request);
        ArrayNode all = Json.array();
        for (long id : book.ids(kind, me.account(), window.since(), window.until())) {
            WorkSum sum =
                    book.sum(new Subject(kind, me.account(), id), window.since(), window.until());
            ObjectNode one = all.addObject();
            one.put("id", id);
            one.put("conversations_count", sum.conversations());
            one.put("resolved_conversations_count", sum.resolved());
            average(one, "avg_resolution_time", sum.resolutionMicros(), sum.timed());
            average(one, "avg_first_response_time", sum.firstResponseMicros(), sum.answered());
            // Between replies nothing is measured yet.
            one.putNull("avg_reply_time");
            one.put("answered_count", sum.answered());
            one.put("within_target_count", sum.withinTarget());
            one.put("outgoing_messages_count", sum.messagesOut());
        }
        return Reply.json(all);
    }

    private AgentView administrator(Request request) {
        AgentView me = staff.administrator(request);
        if (!book.isWhole()) {
            throw new Refused(
                    Problem.of(
                                    503,
                                    "REPORTS_BEHIND",
                                    "the log is counted anew, up to position "
                                            + book.before()
                                            + " so far, ask again")
                            .retryAfter(BEHIND_SECONDS));
        }
        return me;
    }

    private static Subject subject(Request request, AgentView me) {
        String type = request.query("type").orElse("");
        if (type.equals("account")) {
            return new Subject(Subject.Kind.ACCOUNT, me.account(), me.account());
        }
        long id = request.queryNumber("id", 0);
        return switch (type) {
            case "agent" -> new Subject(Subject.Kind.AGENT, me.account(), id);
            case "inbox" -> new Subject(Subject.Kind.INBOX, me.account(), id);
            default ->
                    throw new Refused(
                            Problem.field(
                                    "type",
                                    "NOT_A_CHOICE",
                                    "must be one of account, agent, inbox"));
        };
    }

    private Window window(Request request) {
        long now = clock.instant().getEpochSecond();
        long most = Long.MAX_VALUE / MICROS / 4;
        long since = Math.min(request.queryNumber("since", 0), most);
        long until = Math.min(request.queryNumber("until", now + 1), most);
        return new Window(since * MICROS, Math.max(since, until) * MICROS);
    }

    private static ObjectNode summary(WorkSum sum) {
        return Json.object()
                .put("avg_first_response_time", seconds(sum.firstResponseMicros(), sum.answered()))
                .put("avg_resolution_time", seconds(sum.resolutionMicros(), sum.timed()))
                .put("conversations_count", sum.conversations())
                .put("incoming_messages_count", sum.messagesIn())
                .put("outgoing_messages_count", sum.messagesOut())
                .put("resolutions_count", sum.resolved())
                .put("answered_count", sum.answered())
                .put("within_target_count", sum.withinTarget());
    }

    private static String value(String metric, WorkSum sum) {
        return switch (metric) {
            case "conversations_count" -> Long.toString(sum.conversations());
            case "incoming_messages_count" -> Long.toString(sum.messagesIn());
            case "outgoing_messages_count" -> Long.toString(sum.messagesOut());
            case "resolutions_count" -> Long.toString(sum.resolved());
            case "avg_first_response_time" -> seconds(sum.firstResponseMicros(), sum.answered());
            case "avg_resolution_time" -> seconds(sum.resolutionMicros(), sum.timed());
            default ->
                    throw new Refused(
                            Problem.field(
                                    "metric",
                                    "NOT_A_CHOICE",
                                    "must be one of conversations_count, incoming_messages_count,"
                                            + " outgoing_messages_count, avg_first_response_time,"
                                            + " avg_resolution_time, resolutions_count"));
        };
    }

    private static void average(ObjectNode shape, String name, long micros, long count) {
        if (count == 0) {
            shape.putNull(name);
        } else {
            shape.put(name, mean(micros, count));
        }
    }

    /** As text, 0 where there is nothing to average, as clients of that API know it. */
    private static String seconds(long micros, long count) {
        return count == 0 ? "0" : mean(micros, count).stripTrailingZeros().toPlainString();
    }

    private static BigDecimal mean(long micros, long count) {
        return BigDecimal.valueOf(micros, 6)
                .divide(BigDecimal.valueOf(count), DECIMALS, RoundingMode.HALF_UP);
    }
}
