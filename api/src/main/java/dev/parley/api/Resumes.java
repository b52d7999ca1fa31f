package dev.parley.api;

import dev.parley.api.http.Problem;
import dev.parley.api.http.Refused;
import dev.parley.api.ws.Frame;
import dev.parley.domain.Header;
import dev.parley.projection.ConversationView;

/**
 * Replays a conversation out of the log to one socket, then lets the live events follow without a
 * gap: whatever was released after the last look at the log has been held back by the socket.
 */
final class Resumes {
    /** Events read at a time. */
    private static final int PAGE = 256;

    private final Reads reads;
    private final Envelopes envelopes;
    private final AgentShapes agents;
    private final VisitorShapes visitors;

    Resumes(Reads reads, Envelopes envelopes, AgentShapes agents, VisitorShapes visitors) {
        this.reads = reads;
        this.envelopes = envelopes;
        this.agents = agents;
        this.visitors = visitors;
    }

    /** Sends all events behind {@code afterSeq} of the peer's own numbering. Reads the disk. */
    void run(Sockets.Peer peer, ConversationView conversation, int afterSeq) {
        long id = conversation.id();
        if (!peer.socket().resume(id, afterSeq)) {
            throw new Refused(
                    Problem.of(
                            422, "LIMIT_EXCEEDED", "this socket resumed too many conversations"));
        }
        try {
            EventFrames frames =
                    new EventFrames(reads, envelopes, agents, visitors, new Replay(peer));
            // No event is numbered higher for the visitor than for the conversation.
            int seq = afterSeq;
            long[] page = reads.reading().positions(id, seq, PAGE);
            while (page.length > 0) {
                reads.reading().play(page, frames);
                seq += page.length;
                page = reads.reading().positions(id, seq, PAGE);
            }
        } finally {
            peer.socket().caughtUp(id);
        }
    }

    /** Everything to the one peer that asked. */
    private record Replay(Sockets.Peer peer) implements EventFrames.Outlet {
        @Override
        public boolean hasAgents(long account) {
            return peer instanceof Sockets.Peer.Agent;
        }

        @Override
        public boolean hasVisitor(long visitor) {
            return peer instanceof Sockets.Peer.Visitor;
        }

        @Override
        public void toAgents(long account, long conversation, int seq, Frame frame) {
            peer.socket().replay(conversation, seq, frame);
        }

        @Override
        public void toVisitor(long visitor, long conversation, int seq, Frame frame) {
            peer.socket().replay(conversation, seq, frame);
        }

        @Override
        public void failed(Header h, RuntimeException cause) {
            throw cause;
        }

        @Override
        public void tokenIssued(long account, long agent) {}
    }
}
