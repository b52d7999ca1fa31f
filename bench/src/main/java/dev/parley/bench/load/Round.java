package dev.parley.bench.load;

import java.util.List;
import java.util.stream.DoubleStream;

/**
 * A figure in one round, beside its floor in the same round.
 *
 * @param floor 0 where the round has none of its own
 */
public record Round(double value, double floor) {
    /**
     * A figure in relation to its floor: the median of its rounds' own ratios, since what slows a
     * machine for a while slows both in it; value over floor where not every round has a floor.
     */
    public static double ratio(double value, double floor, List<Round> rounds) {
        return !rounds.isEmpty() && rounds.stream().allMatch(each -> each.floor() > 0)
                ? median(rounds.stream().mapToDouble(each -> each.value() / each.floor()))
                : value / floor;
    }

    /** The middle one; the mean of the two middle ones of an even number. */
    public static double median(DoubleStream values) {
        double[] sorted = values.sorted().toArray();
        int middle = sorted.length / 2;
        return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    }
}
