package dev.parley.projection;

/**
 * How a first response stands, in one long: answered is {@code elapsed << 1 | late}, never
 * negative; unanswered is the deadline less 2^62, always negative. Times of 53 bits fit.
 */
final class Answers {
    private static final long UNANSWERED = 1L << 62;

    private Answers() {}

    static long answered(long elapsedMicros, boolean withinTarget) {
        return elapsedMicros << 1 | (withinTarget ? 0 : 1);
    }

    static long unanswered(long deadline) {
        return deadline - UNANSWERED;
    }

    static boolean isAnswered(long answer) {
        return answer >= 0;
    }

    static boolean isWithinTarget(long answer) {
        return (answer & 1) == 0;
    }

    static long elapsed(long answer) {
        return answer >> 1;
    }

    static long deadline(long answer) {
        return answer + UNANSWERED;
    }
}
