package dev.parley.ring;

import dev.parley.domain.Outcome;
import dev.parley.domain.Request;
import dev.parley.domain.floor.Floor;

/** A shard that only keeps what others append: no command, no deadline, no state. */
final class NoDecisions implements Decisions {
    @Override
    public boolean fire(long now) {
        return false;
    }

    /** Nothing here has a deadline that could be moved. */
    @Override
    public void stepped(long deltaMicros, long now) {}

    @Override
    public void decide(Request request, long now, Outcome outcome) {
        throw new IllegalStateException("this shard takes no commands");
    }

    @Override
    public boolean append() {
        return false;
    }

    @Override
    public long nextDue() {
        return Deadlines.NEVER;
    }

    @Override
    public Floor floor() {
        throw new IllegalStateException("this shard has no floor");
    }
}
