package dev.parley.log;

import java.util.function.LongSupplier;

/**
 * The time of a shard in epoch microseconds. It never runs back, runs on the monotonic clock, and
 * is drawn to the wall clock as follows, {@code error} being how far the wall is ahead:
 *
 * <pre>
 * error above 1 s        jumps to the wall; {@link #takeStep} tells how far
 * within 1 s             runs up to 500 ppm faster or slower
 * below -1 s             runs at half rate until level
 * </pre>
 *
 * The wall is asked once a millisecond, or at each reading while the clock is held back: asking it
 * costs as much as the monotonic clock, for each command. One thread, which reads it once a
 * command. Allocates nothing.
 */
public final class ShardClock {
    /** Greatest correction of the rate while within a second of the wall. */
    public static final long SLEW_PPM = 500;

    /** Distance from the wall from which on it is a step of the wall clock and no drift. */
    public static final long STEP_MICROS = 1_000_000;

    private static final long STEP_NANOS = STEP_MICROS * 1_000;
    private static final long WALL_NANOS = 1_000_000;

    private final LongSupplier wallMicros;
    private final LongSupplier monotonicNanos;
    private final long startedBehindMicros;
    private long shardNanos;
    private long readAtNanos;
    private long unaskedNanos = WALL_NANOS;
    private long stepNanos;
    private boolean holdingBack;

    /**
     * A clock that starts at the wall's time, or at the last record's if the wall is behind that.
     *
     * @param wallMicros the wall clock, epoch microseconds
     * @param monotonicNanos a clock that only runs forward, nanoseconds from anywhere
     * @param lastRecordedAt greatest shard time in the log, 0 for none
     */
    public ShardClock(LongSupplier wallMicros, LongSupplier monotonicNanos, long lastRecordedAt) {
        this.wallMicros = wallMicros;
        this.monotonicNanos = monotonicNanos;
        long wall = wallMicros.getAsLong();
        this.readAtNanos = monotonicNanos.getAsLong();
        this.shardNanos = Math.max(wall, lastRecordedAt) * 1_000;
        this.startedBehindMicros = Math.max(0, lastRecordedAt - wall);
    }

    /** How far the wall was behind the last record at the start; a start says so if it is not 0. */
    public long startedBehindMicros() {
        return startedBehindMicros;
    }

    /** Shard time now, epoch microseconds. */
    public long now() {
        long monotonic = monotonicNanos.getAsLong();
        long passed = Math.max(0, monotonic - readAtNanos);
        readAtNanos = monotonic;
        unaskedNanos += passed;
        if (unaskedNanos >= WALL_NANOS || holdingBack) {
            shardNanos += passed + correction(passed);
            unaskedNanos = 0;
        } else {
            shardNanos += passed;
        }
        return shardNanos / 1_000;
    }

    /** By how much the shard's nanoseconds are to be put right; at least minus {@code passed}. */
    private long correction(long passed) {
        long error = wallMicros.getAsLong() * 1_000 - (shardNanos + passed);
        if (error > STEP_NANOS) {
            stepNanos += error;
            holdingBack = false;
            return error;
        }
        if (holdingBack || error < -STEP_NANOS) {
            long correction = Math.max(error, -passed / 2);
            holdingBack = correction > error;
            return Math.min(correction, 0);
        }
        long most = slew(unaskedNanos);
        return Math.max(-passed, Math.clamp(error, -most, most));
    }

    private static long slew(long nanos) {
        return nanos / 1_000_000 * SLEW_PPM + nanos % 1_000_000 * SLEW_PPM / 1_000_000;
    }

    /**
     * Microseconds that shard time jumped forward since this was last asked, 0 for none. Whoever
     * reads the clock moves every armed duration by it, and records that.
     */
    public long takeStep() {
        long step = stepNanos / 1_000;
        stepNanos = 0;
        return step;
    }
}
