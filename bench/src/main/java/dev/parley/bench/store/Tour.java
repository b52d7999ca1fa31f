package dev.parley.bench.store;

/**
 * A caller's way through entities: each once, in no order of the store's, before any comes again.
 * One thread.
 */
public final class Tour {
    private static final int SPREAD = 1_000_003;
    private static final double GOLDEN = 0.618034;

    private final int entities;
    private final int step;
    private int visited;

    /**
     * @param caller its number from 0 on: each begins somewhere else
     */
    public Tour(int entities, int caller) {
        this.entities = entities;
        this.step = coprime(entities);
        this.visited = caller * SPREAD;
    }

    /** The number of the next one. */
    public int next() {
        return (int) ((long) visited++ * step % entities);
    }

    private static int coprime(int entities) {
        int step = Math.max(1, (int) (entities * GOLDEN));
        while (divisor(step, entities) != 1) {
            step++;
        }
        return step;
    }

    private static int divisor(int a, int b) {
        return b == 0 ? a : divisor(b, a % b);
    }
}
