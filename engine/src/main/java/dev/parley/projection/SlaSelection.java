package dev.parley.projection;

import java.util.Arrays;

/**
 * The conversations of a report, copied out of the board. Immutable: sorting them is done by {@link
 * #report} outside the owner's lock.
 */
public final class SlaSelection {
    private final long[] answers;
    private final boolean complete;

    SlaSelection(long[] answers, boolean complete) {
        this.answers = answers;
        this.complete = complete;
    }

    /** Whether the board still held the whole window; else the log has to be folded for it. */
    public boolean complete() {
        return complete;
    }

    /** What is true of them at {@code asOf}, epoch microseconds: then unanswered ones are late. */
    public SlaReport report(long asOf) {
        long[] elapsed = new long[answers.length];
        int answered = 0;
        int within = 0;
        int breaches = 0;
        for (long answer : answers) {
            if (!Answers.isAnswered(answer)) {
                breaches += Answers.deadline(answer) < asOf ? 1 : 0;
                continue;
            }
            elapsed[answered++] = Answers.elapsed(answer);
            if (Answers.isWithinTarget(answer)) {
                within++;
            } else {
                breaches++;
            }
        }
        Arrays.sort(elapsed, 0, answered);
        return new SlaReport(
                answers.length,
                answered,
                within,
                breaches,
                nearestRank(elapsed, answered, 0),
                nearestRank(elapsed, answered, 50),
                nearestRank(elapsed, answered, 90),
                nearestRank(elapsed, answered, 99),
                nearestRank(elapsed, answered, 100));
    }

    private static long nearestRank(long[] sorted, int size, int percent) {
        if (size == 0) {
            return -1;
        }
        long rank = ((long) size * percent + 99) / 100;
        return sorted[(int) Math.max(1, rank) - 1];
    }
}
