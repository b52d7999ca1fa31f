package dev.parley.api;

import io.github.bucket4j.Bucket;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;

/** Who is connected: agents by account, visitors by id. Any thread. */
final class Sockets {
    /** More pages than anybody has open; what one visitor says is written to each of them. */
    static final int PER_VISITOR = 64;

    /** A connection that said who it is. */
    sealed interface Peer {
        Socket socket();

        record Agent(Socket socket, long account, long id) implements Peer {}

        /** With the pace of all that the visitor asks for, over whatever connections. */
        record Visitor(Socket socket, long account, long id, Bucket pace) implements Peer {}
    }

    private final ConcurrentHashMap<Long, Set<Peer.Agent>> agents = new ConcurrentHashMap<>();
    private final ConcurrentHashMap<Long, Set<Peer.Visitor>> visitors = new ConcurrentHashMap<>();

    /** Whether there was room: a visitor has {@link #PER_VISITOR} at most. */
    boolean add(Peer peer) {
        return switch (peer) {
            case Peer.Agent agent -> put(agents, agent.account(), agent, Integer.MAX_VALUE);
            case Peer.Visitor visitor -> put(visitors, visitor.id(), visitor, PER_VISITOR);
        };
    }

    void remove(Peer peer) {
        switch (peer) {
            case Peer.Agent agent -> drop(agents, agent.account(), agent);
            case Peer.Visitor visitor -> drop(visitors, visitor.id(), visitor);
        }
    }

    Set<Peer.Agent> agentsOf(long account) {
        return agents.getOrDefault(account, Set.of());
    }

    Set<Peer.Visitor> visitor(long id) {
        return visitors.getOrDefault(id, Set.of());
    }

    int agentCount() {
        return agents.values().stream().mapToInt(Set::size).sum();
    }

    int visitorCount() {
        return visitors.values().stream().mapToInt(Set::size).sum();
    }

    /** Ends every connection, each with a closing handshake. */
    void closeAll(int code, String reason) {
        Consumer<Peer> close = peer -> peer.socket().close(code, reason);
        agents.values().forEach(each -> each.forEach(close));
        visitors.values().forEach(each -> each.forEach(close));
    }

    /** Ends every connection of an account. */
    void close(long account, int code, String reason) {
        agentsOf(account).forEach(agent -> agent.socket().close(code, reason));
        for (Set<Peer.Visitor> each : visitors.values()) {
            each.stream()
                    .filter(visitor -> visitor.account() == account)
                    .forEach(visitor -> visitor.socket().close(code, reason));
        }
    }

    private static <T> boolean put(
            ConcurrentHashMap<Long, Set<T>> map, long key, T peer, int most) {
        Set<T> after =
                map.compute(
                        key,
                        (_, before) -> {
                            Set<T> set = before == null ? ConcurrentHashMap.newKeySet() : before;
                            if (set.size() < most) {
                                set.add(peer);
                            }
                            return set;
                        });
        return after.contains(peer);
    }

    private static <T> void drop(ConcurrentHashMap<Long, Set<T>> map, long key, T peer) {
        map.computeIfPresent(
                key,
                (_, before) -> {
                    before.remove(peer);
                    return before.isEmpty() ? null : before;
                });
    }
}
