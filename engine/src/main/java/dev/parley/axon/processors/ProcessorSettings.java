package dev.parley.axon.processors;

import java.nio.file.Path;
import java.util.function.LongSupplier;

/**
 * What processors share.
 *
 * @param directory of their files
 * @param head exclusive end of the log, as far as processors may see it; never ahead of what the
 *     event source gives
 * @param found what it was when the log was opened: a position beyond it is of another log, or of
 *     an end that was lost
 * @param wallMicros the wall clock, epoch microseconds
 * @param batch most events between two commits
 * @param parkedMost most events set aside, for each processor
 * @param claimMillis how often Axon looks for a segment that nobody holds
 */
public record ProcessorSettings(
        Path directory,
        LongSupplier head,
        long found,
        LongSupplier wallMicros,
        int batch,
        int parkedMost,
        long claimMillis) {
    private static final int BATCH = 256;
    private static final int PARKED_MOST = 1_000;
    private static final long CLAIM_MILLIS = 1_000;

    /** The usual ones. */
    public static ProcessorSettings of(
            Path directory, LongSupplier head, long found, LongSupplier wallMicros) {
        return new ProcessorSettings(
                directory, head, found, wallMicros, BATCH, PARKED_MOST, CLAIM_MILLIS);
    }
}
