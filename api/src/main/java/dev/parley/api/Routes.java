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
    private static final String CONVERSATION = ACCOUNT + "/conversations/{conversation_id}";

    private Routes() {}

    static List<Route> table(
            Contacts contacts, VisitorApi visitor, Staff staff, AgentApi agent, Status status) {
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
                get(ACCOUNT + "/conversations", agent::conversations),
                get(CONVERSATION, agent::conversation),
                get(CONVERSATION + "/messages", agent::messages),
                post(CONVERSATION + "/messages", agent::postMessage),
                post(CONVERSATION + "/assignments", agent::assign),
                post(CONVERSATION + "/toggle_status", agent::toggleStatus),
                get("/health/live", status::live),
                get("/health/ready", status::ready),
                get("/metrics", status::metrics));
    }

    /** What is read behind the log: a moment later than what was answered. */
    static List<Route> cold(FindApi find) {
        return List.of(
                get(ACCOUNT + "/search/messages", find::messages),
                get(ACCOUNT + "/search/conversations", find::conversations));
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

    private static Route patch(String template, Handler handler) {
        return new Route("PATCH", template, handler);
    }
}
