package dev.parley.peers;

import dev.parley.bench.store.Entity;

import java.util.ArrayList;
import java.util.List;

/**
 * Axon 5.0.1's JPA engine on PostgreSQL, called directly: no command bus, no entity to source, an
 * append on condition of its entity's last event. It blocks its caller, so a message in flight is a
 * thread, over a pool of 32 connections.
 */
final class AxonJpa implements Peer {
    private final Jpa jpa;
    private final List<Entity> entities = new ArrayList<>();

    AxonJpa(String url) {
        jpa = new Jpa(url, true);
    }

    @Override
    public boolean durable() {
        return true;
    }

    @Override
    public String label() {
        return "synchronous_commit=on, fdatasync";
    }

    @Override
    public String how(int inFlight) {
        return inFlight
                + " threads with an entity each, "
                + Math.min(inFlight, CONNECTIONS)
                + " connections, a transaction an event";
    }

    @Override
    public void run(int inFlight, long end, Taken taken) throws Exception {
        while (entities.size() < inFlight) {
            Entity entity = new Entity(jpa.engine(), "peer-" + entities.size());
            int _ = entity.source();
            entities.add(entity);
        }
        List<Callers.Call> calls = new ArrayList<>();
        for (Entity entity : entities.subList(0, inFlight)) {
            calls.add(
                    () -> {
                        long sent = System.nanoTime();
                        entity.append();
                        taken.since(sent);
                    });
        }
        Callers.run(calls, end);
    }

    @Override
    public void close() {
        jpa.close();
    }
}
