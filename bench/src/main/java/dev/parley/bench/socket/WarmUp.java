package dev.parley.bench.socket;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Load before anything is measured, the same for every server: messages at a fixed rate, in slices,
 * until a message costs the server as much processor time in the last five as in the five before,
 * or for a bound; then as fast as it goes for two more; then until the server rests. Short of that
 * the figures are those of compilers at work: Node is done within seconds, a JVM after a minute.
 * Not as fast as it goes from the start: what servers put off would then be done while they are
 * measured. One thread.
 */
final class WarmUp {
    private static final double RATE = 4_000;
    private static final long SLICE_MILLIS = 3_000;
    private static final int COMPARED = 5;
    private static final double DIFFERENCE = 0.05;
    private static final int FAST = 2;
    private static final long REST_MILLIS = 30_000;

    private final Target target;
    private final int most;
    private final List<Double> costs = new ArrayList<>();
    private boolean rested;

    /**
     * @param most slices
     */
    WarmUp(Target target, int most) {
        this.target = target;
        this.most = most;
    }

    /** Answers what is to be told of it. */
    String run() throws InterruptedException {
        while (costs.size() < most && !isSteady()) {
            long before = target.process().cpu().toNanos();
            Round round = target.crowd().offer(RATE, SLICE_MILLIS);
            double used = target.process().cpu().toNanos() - before;
            costs.add(used / Math.max(1, round.seen()));
        }
        for (int i = 0; i < FAST; i++) {
            Round _ = target.crowd().saturate(SLICE_MILLIS);
        }
        rested = target.process().awaitRest(REST_MILLIS);
        return told();
    }

    /** The same where a reader of figures has to know it; else empty. */
    String remark() {
        return isSteady() && rested ? "" : told();
    }

    private String told() {
        return String.format(
                Locale.ROOT,
                "warmed up for %d s, %s%s",
                (costs.size() + FAST) * SLICE_MILLIS / 1_000,
                steadiness(),
                rested ? "" : ", still at work behind it");
    }

    private String steadiness() {
        if (isSteady()) {
            return "steady";
        }
        return costs.size() < 2 * COMPARED
                ? "too short to tell whether it is steady"
                : "not steady yet";
    }

    private boolean isSteady() {
        int slices = costs.size();
        return slices >= 2 * COMPARED
                && sum(slices - COMPARED) >= sum(slices - 2 * COMPARED) * (1 - DIFFERENCE);
    }

    private double sum(int from) {
        return costs.subList(from, from + COMPARED).stream().mapToDouble(each -> each).sum();
    }
}
