package dev.parley.bench.socket;

import io.netty.channel.EventLoop;
import io.netty.util.concurrent.Future;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** The connections to one server, and the traffic on them. Its owner's thread but where said. */
final class Crowd implements AutoCloseable {
    private final EventLoop loop;
    private final List<Peer> visitors = new ArrayList<>();
    private final List<Peer> agents = new ArrayList<>();

    /** Event loop's; null before the first measurement. */
    private @Nullable Traffic traffic;

    private int nextNumber;
    private int lost;

    Crowd(EventLoop loop) {
        this.loop = loop;
    }

    /** Event loop's thread. */
    void add(Peer peer) {
        (peer.session().agent() ? agents : visitors).add(peer);
    }

    /** Event loop's thread. */
    void heard(Peer peer, long read) {
        if (traffic != null) {
            traffic.heard(read);
        }
    }

    /** Event loop's thread. */
    void lost(String why) {
        lost++;
        if (traffic != null) {
            traffic.lost(why);
        }
    }

    /** Sends a frame on each agent's connection. */
    void sayToAgents(String frame) {
        loop.execute(() -> agents.forEach(agent -> agent.send(frame)));
    }

    /** Offers {@code rate} messages a second, for {@code millis}. */
    Round offer(double rate, long millis) throws InterruptedException {
        return run(new Traffic(loop, visitors, nextNumber, rate, millis));
    }

    /** Keeps one message of each visitor under way, for {@code millis}: as fast as it goes. */
    Round saturate(long millis) throws InterruptedException {
        return run(new Traffic(loop, visitors, nextNumber, 0, millis));
    }

    private Round run(Traffic next) throws InterruptedException {
        CompletableFuture<Round> done = new CompletableFuture<>();
        loop.execute(
                () -> {
                    traffic = next;
                    next.begin(done);
                });
        try {
            Round round = done.get(next.limitMillis(), TimeUnit.MILLISECONDS);
            nextNumber = round.endNumber();
            return round;
        } catch (ExecutionException | TimeoutException e) {
            throw new IllegalStateException("the load could not be offered", e);
        }
    }

    /** Connections that the server ended. */
    int lost() {
        return lost;
    }

    @Override
    public void close() {
        Future<?> closed =
                loop.submit(
                        () -> {
                            visitors.forEach(Peer::close);
                            agents.forEach(Peer::close);
                        });
        closed.awaitUninterruptibly(5, TimeUnit.SECONDS);
    }
}
