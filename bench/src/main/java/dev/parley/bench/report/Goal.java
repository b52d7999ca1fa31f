package dev.parley.bench.report;

import dev.parley.bench.load.Round;

/**
 * What is to be reached: a limit that grows with the floor, stands by itself, or both.
 *
 * @param said in words
 * @param least whether the limit is the least that will do; else it is the most
 * @param times of the floor
 * @param more beside that, in the figure's unit
 */
record Goal(String said, boolean least, double times, double more) {
    /** At least so many times the floor, and so much more. */
    static Goal least(String said, double times, double more) {
        return new Goal(said, true, times, more);
    }

    /** At most so many times the floor, and so much more. */
    static Goal most(String said, double times, double more) {
        return new Goal(said, false, times, more);
    }

    boolean holds(Round round) {
        return least ? round.value() >= limit(round) : round.value() <= limit(round);
    }

    /**
     * More is better; in relation to the limit, so that a floor counts only where the goal says.
     */
    double merit(Round round) {
        double share = round.value() / limit(round);
        return least ? share : -share;
    }

    private double limit(Round round) {
        return times * round.floor() + more;
    }
}
