package dev.parley.bench.guard;

/**
 * Where rewritten code counts. Static, since what calls it is an instruction and has no object; one
 * thread at a time runs a course.
 */
@SuppressWarnings("EnumOrdinal") // an array: a map here would be counted itself
public final class Probe {
    /** What is counted. */
    public enum Kind {
        /** Copies of as many bytes as a message has, or more. */
        PAYLOAD_COPIES,
        /** Bytes copied from array to array, or to memory. */
        COPIED_BYTES,
        /** Monitors entered, locks taken, threads parked. */
        LOCKS,
        /** Questions to a map. */
        LOOK_UPS,
        /** Branches back: steps of loops. */
        LOOPS,
        /** Objects and arrays made. */
        ALLOCATIONS,
        /** Forces of the log. */
        FORCES
    }

    private static final long[] COUNTS = new long[Kind.values().length];
    private static int payloadBytes = Integer.MAX_VALUE;

    private Probe() {}

    /** Counts anew; a copy of {@code bytes} or more is one of a payload. */
    public static void reset(int bytes) {
        payloadBytes = bytes;
        java.util.Arrays.fill(COUNTS, 0);
    }

    /** What was counted since, by kind. */
    public static long[] counts() {
        return COUNTS.clone();
    }

    public static void copied(int bytes) {
        COUNTS[Kind.COPIED_BYTES.ordinal()] += bytes;
        if (bytes >= payloadBytes) {
            COUNTS[Kind.PAYLOAD_COPIES.ordinal()]++;
        }
    }

    public static void copied(long bytes) {
        copied((int) bytes);
    }

    public static void locked() {
        COUNTS[Kind.LOCKS.ordinal()]++;
    }

    public static void looked() {
        COUNTS[Kind.LOOK_UPS.ordinal()]++;
    }

    public static void looped() {
        COUNTS[Kind.LOOPS.ordinal()]++;
    }

    public static void allocated() {
        COUNTS[Kind.ALLOCATIONS.ordinal()]++;
    }

    public static void forced() {
        COUNTS[Kind.FORCES.ordinal()]++;
    }
}
