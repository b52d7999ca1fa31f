package dev.parley.api;

import dev.parley.api.http.Handler;
import dev.parley.api.http.Route;

import java.util.List;

/** The whole URL table. {@code openapi.yaml} describes the same, and a test compares the two. */
final class Routes {
    private static final String CONTACTS = "/public/api/v1/inboxes/{inbox_identifier}/contacts";
    private static final String CONTACT = CONTACTS + "/{contact_identifier}";
    private static final String THEIRS = CONTACT + "/conversations";
    private static final String THEIR = THEIRS + "/{conversation_id}";
    private static final String ACCOUNT = "/api/v1/accounts/{account_id}";
    private static final String REPORTS = "/api/v2/accounts/{account_id}";
    private static final String CONVERSATION = ACCOUNT + "/conversations/{conversation_id}";

    private Routes() {}

    /** What agents keep on their desk. */
    record DeskApis(CannedResponses canned, LabelsApi labels, CustomFilters filters) {}

    static List<Route> table(
            Contacts contacts,
            VisitorApi visitor,
            Staff staff,
            ListApi list,
            AgentApi agent,
            ErasureApi erasure,
            DeskApis desk,
            Status status) {
        return List.of(
                post(CONTACTS, contacts::create),
                get(CONTACT, contacts::get),
                patch(CONTACT, contacts::update),
                post(THEIRS, visitor::startConversation),
                get(THEIRS, visitor::conversations),
                get(THEIR, visitor::conversation),
                post(THEIR + "/toggle_status", visitor::toggleStatus),
                post(THEIR + "/toggle_typing", visitor::toggleTyping),
                post(THEIR + "/update_last_seen", visitor::updateLastSeen),
                post(THEIR + "/messages", visitor::postMessage),
                get(THEIR + "/messages", visitor::messages),
                patch(THEIR + "/messages/{message_id}", visitor::updateMessage),
                get("/api/v1/profile", staff::profile),
                put("/api/v1/profile", staff::updateProfile),
                post("/api/v1/profile/availability", staff::availability),
                get(ACCOUNT + "/agents", staff::list),
                post(ACCOUNT + "/agents", staff::create),
                patch(ACCOUNT + "/agents/{id}", staff::update),
                get(ACCOUNT + "/conversations", list::conversations),
                get(ACCOUNT + "/conversations/meta", list::counts),
                get(CONVERSATION, agent::conversation),
                get(CONVERSATION + "/messages", agent::messages),
                post(CONVERSATION + "/messages", agent::postMessage),
                post(CONVERSATION + "/assignments", agent::assign),
                post(CONVERSATION + "/toggle_status", agent::toggleStatus),
                delete(ACCOUNT + "/contacts/{id}", erasure::erase),
                get(CONVERSATION + "/labels", desk.labels()::ofConversation),
                post(CONVERSATION + "/labels", desk.labels()::setOfConversation),
                get(ACCOUNT + "/labels", desk.labels()::list),
                post(ACCOUNT + "/labels", desk.labels()::create),
                get(ACCOUNT + "/labels/{id}", desk.labels()::get),
                patch(ACCOUNT + "/labels/{id}", desk.labels()::update),
                delete(ACCOUNT + "/labels/{id}", desk.labels()::delete),
                get(ACCOUNT + "/canned_responses", desk.canned()::list),
                post(ACCOUNT + "/canned_responses", desk.canned()::create),
                patch(ACCOUNT + "/canned_responses/{id}", desk.canned()::update),
                delete(ACCOUNT + "/canned_responses/{id}", desk.canned()::delete),
                get(ACCOUNT + "/custom_filters", desk.filters()::list),
                post(ACCOUNT + "/custom_filters", desk.filters()::create),
                get(ACCOUNT + "/custom_filters/{custom_filter_id}", desk.filters()::get),
                patch(ACCOUNT + "/custom_filters/{custom_filter_id}", desk.filters()::update),
                delete(ACCOUNT + "/custom_filters/{custom_filter_id}", desk.filters()::delete),
                get("/health/live", status::live),
                get("/health/ready", status::ready),
                get("/metrics", status::metrics));
    }

    /** What is read behind the log: a moment later than what was answered. */
    static List<Route> cold(FindApi find, ReportsApi reports, ProcessorApi processors) {
        return List.of(
                get(ACCOUNT + "/search/messages", find::messages),
                get(ACCOUNT + "/search/conversations", find::conversations),
                get(REPORTS + "/reports", reports::days),
                get(REPORTS + "/reports/summary", reports::summary),
                get(REPORTS + "/summary_reports/agent", reports::agents),
                get(REPORTS + "/summary_reports/inbox", reports::inboxes),
                get(ACCOUNT + "/processors", processors::list),
                post(ACCOUNT + "/processors/{name}/reset", processors::reset),
                post(ACCOUNT + "/processors/{name}/retry", processors::retry));
    }

    private static Route get(String template, Handler handler) {
        return new Route("GET", template, handler);
    }

    private static Route post(String template, Handler handler) {
        return new Route("POST", template, handler);
    }

    private static Route put(String template, Handler handler) {
        return new Route("PUT", template, handler);
    }

    private static Route delete(String template, Handler handler) {
        return new Route("DELETE", template, handler);
    }

    private static Route patch(String template, Handler handler) {
        return new Route("PATCH", template, handler);
    }
}
