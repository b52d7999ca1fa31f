package dev.parley.api;

import dev.parley.api.ws.Frame;
import dev.parley.domain.Header;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.util.ArrayList;
import java.util.List;

/**
 * Where live events go: to every socket that may see them, and with them the answers to posts. What
 * a stretch holds for one socket is written at once behind it: a system call a frame was most of
 * what a message cost. Called by the follower's thread but where said.
 */
final class Live implements EventFrames.Outlet {
    private static final Logger LOG = LoggerFactory.getLogger(Live.class);

    private final Sockets sockets;
    private final List<Socket> waiting = new ArrayList<>();

    /** The follower's; null before it runs. */
    private volatile @Nullable Thread follower;

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

    /** A frame that is no event: leaves with the stretch, or at once from another thread. */
    void answer(Socket socket, Frame frame) {
        if (Thread.currentThread().equals(follower)) {
            socket.add(frame);
            await(socket);
        } else {
            socket.send(frame);
        }
    }

    /** Sends what waits since the last time. */
    void flush() {
        follower = Thread.currentThread();
        for (int i = 0; i < waiting.size(); i++) {
            waiting.get(i).flush();
        }
        waiting.clear();
    }

    private void push(Socket socket, long conversation, int seq, Frame frame) {
        socket.push(conversation, seq, frame);
        await(socket);
    }

    private void await(Socket socket) {
        if (socket.beginsToWait()) {
            waiting.add(socket);
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
