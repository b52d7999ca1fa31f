package dev.parley.bench.store;

import org.axonframework.eventsourcing.eventstore.EventStorageEngine;
import org.axonframework.eventsourcing.eventstore.TaggedEventMessage;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/**
 * Who is in a store: of its events a tenth belongs to entities of one event, three tenths to
 * entities of 50, the rest to entities of 1,000. Events of entities of a kind lie interleaved, so
 * that no entity's lie side by side.
 */
public final class Population {
    /** Events of an entity. */
    private static final List<Integer> SIZES = List.of(1, 50, 1_000);

    private static final double[] SHARES = {0.1, 0.3, 0.6};
    private static final int BATCH = 64;
    private static final int UNDER_WAY = 64;

    private Population() {}

    /** How many events an entity has: there are three kinds. */
    public static List<Integer> sizes() {
        return SIZES;
    }

    /** How many entities of so many events there are among {@code stored}. */
    public static int entities(int stored, int events) {
        int kind = SIZES.indexOf(events);
        if (kind < 0) {
            throw new IllegalArgumentException("events=" + events + " is none of " + SIZES);
        }
        return (int) (stored * SHARES[kind]) / events;
    }

    /** One of them, by its number from 0 on. */
    public static String entity(int events, int number) {
        return prefix(events) + number;
    }

    /** What the names of those of so many events begin with. */
    public static String prefix(int events) {
        return "s" + events + "-";
    }

    /** In batches, without a condition. */
    public static void fill(EventStorageEngine engine, int stored) throws Exception {
        Deque<CompletableFuture<?>> underWay = new ArrayDeque<>();
        for (int events : SIZES) {
            int entities = entities(stored, events);
            List<TaggedEventMessage<?>> batch = new ArrayList<>();
            for (int i = 0; i < entities * events; i++) {
                batch.add(new Entity(engine, entity(events, i % entities)).event());
                if (batch.size() == BATCH || i + 1 == entities * events) {
                    underWay.addLast(Entity.append(engine, List.copyOf(batch)));
                    batch.clear();
                }
                if (underWay.size() > UNDER_WAY) {
                    Object _ = underWay.removeFirst().get(60, TimeUnit.SECONDS);
                }
            }
        }
        for (CompletableFuture<?> rest : underWay) {
            Object _ = rest.get(60, TimeUnit.SECONDS);
        }
    }
}
