package dev.parley.api;

/** Where live events go: to every socket that may see them. Called by the follower's thread. */
final class Live implements EventFrames.Outlet {
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

    @Override
    public void tokenIssued(long account, long agent) {
        for (Sockets.Peer.Agent each : sockets.agentsOf(account)) {
            if (each.id() == agent) {
                each.socket().close(SocketEndpoint.CLOSE_POLICY, "TOKEN_REVOKED");
            }
        }
    }
}
