package dev.parley.bench.load;

/**
 * How long to measure.
 *
 * @param rounds of everything, in turn: medians are taken over them
 * @param seconds of each run of load in a round
 * @param forces that a disk floor takes in a round
 * @param historyEvents longest history, a power of ten
 */
public record Plan(int rounds, int seconds, int forces, int historyEvents) {
    /** Some minutes altogether. */
    public static final Plan QUICK = new Plan(3, 2, 400, 1_000_000);

    /** About half an hour. */
    public static final Plan LONG = new Plan(5, 10, 2_000, 10_000_000);

    /** Nanoseconds of each run of load. */
    public long nanos() {
        return seconds * 1_000_000_000L;
    }
}
