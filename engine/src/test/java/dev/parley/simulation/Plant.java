package dev.parley.simulation;

import dev.parley.log.EventLog;
import dev.parley.ring.Append;
import dev.parley.ring.Shard;

/** The seams at which a bug is planted; as they stand, none is. */
interface Plant {
    /** Before the log is opened; the disk is as the last process left it. */
    default void beforeStart(Disk disk) {}

    /** Once the log is recovered, before the floor is folded from it. */
    default EventLog started(EventLog log, Clock clock) {
        return log;
    }

    /** Up to where a snapshot is made now. */
    default long snapshotBefore(EventLog log) {
        return log.durable();
    }

    /** What the ring is given instead of an append. */
    default Append offered(Append append, EventLog log) {
        return append;
    }

    /** What clients reach instead of the ring. */
    default Front front(Front ring, Shard shard) {
        return ring;
    }
}
