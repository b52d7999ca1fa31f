package dev.parley.api;

import dev.parley.domain.Header;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Where live events go: to every socket that may see them. Called by the follower's thread. */
final class Live implements EventFrames.Outlet {
    private static final Logger LOG = LoggerFactory.getLogger(Live.class);

    private final Sockets sockets;

    Live(Sockets sockets) {
        this.sockets = sockets;
    }

    @Override
    public boolean hasAgents(long account) {
        return !sockets.agentsOf(account).isEmpty();
    }

    @Override
    public boolean hasVisitor(long visitor) {
        return !sockets.visitor(visitor).isEmpty();
    }

    @Override
    public void toAgents(long account, long conversation, int seq, String frame) {
        for (Sockets.Peer.Agent agent : sockets.agentsOf(account)) {
            agent.socket().push(conversation, seq, frame);
        }
    }

    @Override
    public void toVisitor(long visitor, long conversation, int seq, String frame) {
        for (Sockets.Peer.Visitor each : sockets.visitor(visitor)) {
            each.socket().push(conversation, seq, frame);
        }
    }

    /** They come back and resume, so that nothing is lost to them unnoticed. */
    @Override
    public void failed(Header h, RuntimeException cause) {
        LOG.error("position={} could not be pushed: its account's sockets end", h.position, cause);
        sockets.close(h.account, SocketEndpoint.CLOSE_FAILED, "resume, please");
    }

    @Override
    public void tokenIssued(long account, long agent) {
        for (Sockets.Peer.Agent each : sockets.agentsOf(account)) {
            if (each.id() == agent) {
                each.socket().close(SocketEndpoint.CLOSE_POLICY, "TOKEN_REVOKED");
            }
        }
    }
}
