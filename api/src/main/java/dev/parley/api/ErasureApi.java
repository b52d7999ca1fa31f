package dev.parley.api;

import dev.parley.api.http.Reply;
import dev.parley.api.http.Request;
import dev.parley.domain.Answer;
import dev.parley.domain.Command;
import dev.parley.projection.AgentView;
import dev.parley.projection.VisitorView;

/** Forgets a customer for good, for administrators, in the path of the application API. */
final class ErasureApi {
    private final Staff staff;
    private final Reads reads;
    private final Writes writes;
    private final Sockets sockets;

    ErasureApi(Staff staff, Reads reads, Writes writes, Sockets sockets) {
        this.staff = staff;
        this.reads = reads;
        this.writes = writes;
        this.sockets = sockets;
    }

    /**
     * Erases the key of the visitor, then ends its connections, before it answers. Throws
     * Refused(404) where there is none in the account, 410 where it is erased already.
     */
    Reply erase(Request request) {
        AgentView me = staff.administrator(request);
        long id = request.pathId("id", "contact");
        VisitorView visitor =
                reads.found(
                        "contact",
                        () ->
                                reads.reading()
                                        .visitor(id)
                                        .filter(found -> found.account() == me.account()));
        reads.requireNotErased(visitor);
        Answer answer =
                writes.await(
                        writes.submit(
                                new Command.EraseVisitor(
                                        writes.origin(Staff.actor(me), visitor.keyId(), ""),
                                        visitor.id(),
                                        visitor.keyId())));
        // Its pages ask who they are, hear it, and forget what they show.
        sockets.visitor(visitor.id())
                .forEach(each -> each.socket().close(SocketEndpoint.CLOSE_POLICY, "ERASED"));
        return VisitorApi.positioned(Reply.empty(), answer);
    }
}
