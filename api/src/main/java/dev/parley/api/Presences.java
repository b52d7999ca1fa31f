package dev.parley.api;

import dev.parley.domain.ActorKind;
import dev.parley.domain.Command;
import dev.parley.domain.Origin;
import dev.parley.domain.Presence;
import dev.parley.projection.AgentView;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * Takes agents off the queue whose connection is gone: some moments after the last socket was lost,
 * and after a start those of whom nothing was heard since. Any thread.
 */
final class Presences implements AutoCloseable {
    private final ScheduledExecutorService timer;
    private final Consumer<Command> submit;
    private final long graceMillis;
    private final Map<Long, Integer> sockets = new HashMap<>();
    private final Map<Long, ScheduledFuture<?>> leaving = new HashMap<>();
    private final Set<Long> unheard = new HashSet<>();
    private boolean closed;

    /** {@code submit} must not block. */
    Presences(ScheduledExecutorService timer, Consumer<Command> submit, long graceMillis) {
        this.timer = timer;
        this.submit = submit;
        this.graceMillis = graceMillis;
    }

    /** After a start: those of {@code agents} that are not offline have to be heard of in time. */
    synchronized void started(List<AgentView> agents) {
        for (AgentView agent : agents) {
            if (agent.presence() != Presence.OFFLINE) {
                unheard.add(agent.id());
                leave(agent.account(), agent.id());
            }
        }
    }

    /** The agent asked for something. Does not undo the loss of a socket. */
    synchronized void sign(long agent) {
        if (unheard.remove(agent)) {
            stay(agent);
        }
    }

    synchronized void connected(long agent) {
        unheard.remove(agent);
        stay(agent);
        sockets.merge(agent, 1, Integer::sum);
    }

    synchronized void disconnected(long account, long agent) {
        if (sockets.merge(agent, -1, Integer::sum) <= 0) {
            sockets.remove(agent);
            leave(account, agent);
        }
    }

    /** Nobody is taken off any more: the server itself is going. */
    @Override
    public synchronized void close() {
        closed = true;
        leaving.values().forEach(each -> each.cancel(false));
        leaving.clear();
    }

    private void stay(long agent) {
        ScheduledFuture<?> pending = leaving.remove(agent);
        if (pending != null) {
            pending.cancel(false);
        }
    }

    private void leave(long account, long agent) {
        if (!closed) {
            stay(agent);
            leaving.put(
                    agent,
                    timer.schedule(() -> left(account, agent), graceMillis, TimeUnit.MILLISECONDS));
        }
    }

    private synchronized void left(long account, long agent) {
        unheard.remove(agent);
        if (leaving.remove(agent) != null && !sockets.containsKey(agent)) {
            submit.accept(
                    new Command.ChangePresence(
                            Origin.of(account, ActorKind.SYSTEM, 0), agent, Presence.OFFLINE));
        }
    }
}
