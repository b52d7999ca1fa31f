package dev.parley.ring;

import dev.parley.domain.Events;
import dev.parley.domain.Rejection;
import dev.parley.domain.Request;
import dev.parley.log.EventLog;

import org.jspecify.annotations.NullMarked;

/** A ring whose writer and reader take their turns on the caller's thread, when told to. */
@NullMarked
public final class SteppedRing {
    private final Ring ring;

    /**
     * A ring over an opened shard.
     *
     * @param views folded up to {@code shard.released()} already
     */
    public SteppedRing(EventLog log, Shard shard, Events views, int slots, int batch) {
        this.ring =
                new Ring(
                        log,
                        shard,
                        new LockedViews(views),
                        new Ring.Settings(slots, 1 << 20, batch, 1),
                        Runnable::run,
                        () -> 0);
    }

    /** See {@link Ring#offer}; answers are told while {@link #read} runs. */
    public Rejection offer(Request request, Reply reply) {
        return ring.offer(request, reply);
    }

    /** The same for events of others. */
    public Rejection offer(Append append, Reply reply) {
        return ring.offer(append, reply);
    }

    /** One batch of the writer; answers how many commands were in it. */
    public int write() {
        return ring.write();
    }

    /** One round of the reader. */
    public void read() {
        ring.read();
    }

    /** Both threads end as they do when the writer cannot go on: what is owed becomes unknown. */
    public void halt(Throwable cause) {
        ring.halt("writer", cause);
        ring.ended();
        ring.ended();
    }

    /** Everything below is in the views. */
    public long visibleBefore() {
        return ring.visibleBefore();
    }

    /** Commands taken and not answered yet. */
    public int underWay() {
        return ring.underWay();
    }
}
