package dev.parley.api;

import dev.parley.api.ws.Frame;
import dev.parley.domain.Header;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.util.HashSet;
import java.util.Set;

/**
 * Where live events go: to every socket that may see them. What a stretch of events holds for one
 * socket is written at once behind it: a system call a frame was what an agent's socket cost.
 * Called by the follower's thread.
 */
final class Live implements EventFrames.Outlet {
    private static final Logger LOG = LoggerFactory.getLogger(Live.class);

    private final Sockets sockets;
    private final Set<Socket> waiting = new HashSet<>();

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
    public void toAgents(long account, long conversation, int seq, Frame frame) {
        for (Sockets.Peer.Agent agent : sockets.agentsOf(account)) {
            push(agent.socket(), conversation, seq, frame);
        }
    }

    @Override
    public void toVisitor(long visitor, long conversation, int seq, Frame frame) {
        for (Sockets.Peer.Visitor each : sockets.visitor(visitor)) {
            push(each.socket(), conversation, seq, frame);
        }
    }

    /** Sends what waits since the last time. */
    void flush() {
        if (!waiting.isEmpty()) {
            waiting.forEach(Socket::flush);
            waiting.clear();
        }
    }

    private void push(Socket socket, long conversation, int seq, Frame frame) {
        socket.push(conversation, seq, frame);
        waiting.add(socket);
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
