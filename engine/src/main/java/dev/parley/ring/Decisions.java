package dev.parley.ring;

import dev.parley.domain.Outcome;
import dev.parley.domain.Request;
import dev.parley.domain.floor.Floor;

/**
 * What a shard decides besides the appends of others: the chat's rules over a floor, or nothing.
 * Stepped by the {@link Shard}, on its thread. What it records is gathered until {@link #append}.
 */
interface Decisions {
    /** Records one thing that is due at {@code now}; false where nothing is. */
    boolean fire(long now);

    /** Records that the clock stepped. */
    void stepped(long deltaMicros, long now);

    void decide(Request request, long now, Outcome outcome);

    /** Appends what was recorded since the last call; answers whether there was anything. */
    boolean append();

    /** When something is due next, shard time, or {@link Deadlines#NEVER}. */
    long nextDue();

    /** The state decided on. */
    Floor floor();
}
