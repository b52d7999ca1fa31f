package dev.parley.axon.processors;

import java.util.Optional;

/**
 * How one processor stands.
 *
 * @param name of its projection
 * @param state whether it is fed
 * @param position exclusive end of what the projection has taken in and committed
 * @param parked events set aside
 * @param parkedMost how many may be
 * @param taken events fed to it since the start, repeated ones each time
 * @param problem why it is failing or stopped, else what was wrong with its files at the start
 */
public record ProcessorStatus(
        String name,
        State state,
        long position,
        int parked,
        int parkedMost,
        long taken,
        Optional<String> problem) {
    /** Whether a processor is fed. */
    public enum State {
        /** It has not got its segment yet. */
        STARTING,
        /** It has a segment, and is at or near the end of the log. */
        RUNNING,
        /** It is fed again what it had been fed before, or for the first time what was there. */
        REPLAYING,
        /** A batch failed, or nobody holds its segment: Axon tries again within a minute. */
        FAILING,
        /** It has been stopped, for a reset or for good. */
        STOPPED;

        /** Whether somebody holds its segment and batches are committed. */
        public boolean isFed() {
            return this == RUNNING || this == REPLAYING;
        }
    }
}
