package dev.parley;

/**
 * How an engine stands.
 *
 * @param open whether it takes commands
 * @param halted whether it stopped for good, by itself
 * @param sync label of what a released answer is worth: batch, interval or os
 * @param epoch number of this start of the log
 * @param head exclusive end of what was decided
 * @param durable exclusive end of what is forced to disk
 * @param released exclusive end of what may be shown
 * @param underWay commands that have no answer yet
 * @param lowOnSpace whether ordinary commands are refused for want of disk space
 * @param indexedBefore exclusive end of what the index holds
 * @param indexing whether the index is being fed
 */
public record Health(
        boolean open,
        boolean halted,
        String sync,
        int epoch,
        long head,
        long durable,
        long released,
        int underWay,
        boolean lowOnSpace,
        long indexedBefore,
        boolean indexing) {}
