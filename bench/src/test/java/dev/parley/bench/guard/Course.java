package dev.parley.bench.guard;

import java.util.Arrays;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import java.util.function.BiFunction;

/**
 * One run of the hot path under the counting loader: operations a message, by phase and kind.
 *
 * @param bytes allocated by the thread in the writer's part of a batch, the least of all batches
 */
record Course(
        Map<Probe.Kind, Double> offered,
        Map<Probe.Kind, Double> written,
        Map<Probe.Kind, Double> read,
        long bytes) {
    /** Turns of talk before counting: the first ones arm timers, route and answer. */
    private static final int FEW_TURNS = 2;

    /** As many as fill a conversation's memory of keys: from then on nothing grows. */
    private static final int MANY_TURNS = 128;

    private static final int STEADY = 256;

    /** Counts among {@code conversations}; with these mutations planted. */
    static Course run(int conversations, Plant... plants) {
        return run(conversations, FEW_TURNS, true, plants);
    }

    /** Bytes allocated on the writer for {@link HotPath#BATCH} messages, nothing counted. */
    static long writerBytes(Plant... plants) {
        return run(STEADY, MANY_TURNS, false, plants).bytes();
    }

    private static Course run(int conversations, int turns, boolean counting, Plant... plants) {
        Set<Plant> planted = EnumSet.noneOf(Plant.class);
        planted.addAll(Arrays.asList(plants));
        try {
            Class<?> type =
                    new CountingLoader(planted, counting).loadClass(HotPath.class.getName());
            @SuppressWarnings("unchecked") // HotPath's own type is another loader's here
            BiFunction<Integer, Integer, long[][]> path =
                    (BiFunction<Integer, Integer, long[][]>) type.getConstructor().newInstance();
            long[][] counts = path.apply(conversations, turns);
            return new Course(
                    each(counts[HotPath.OFFERED]),
                    each(counts[HotPath.WRITTEN]),
                    each(counts[HotPath.READ]),
                    counts[HotPath.BYTES][0]);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("the hot path does not run", e);
        }
    }

    double written(Probe.Kind kind) {
        return written.getOrDefault(kind, 0.0);
    }

    double offered(Probe.Kind kind) {
        return offered.getOrDefault(kind, 0.0);
    }

    double read(Probe.Kind kind) {
        return read.getOrDefault(kind, 0.0);
    }

    private static Map<Probe.Kind, Double> each(long[] counts) {
        Map<Probe.Kind, Double> each = new EnumMap<>(Probe.Kind.class);
        int at = 0;
        for (Probe.Kind kind : Probe.Kind.values()) {
            each.put(kind, (double) counts[at++] / HotPath.MESSAGES);
        }
        return each;
    }
}
