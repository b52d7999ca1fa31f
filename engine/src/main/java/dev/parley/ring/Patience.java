package dev.parley.ring;

/**
 * Whether something that costs while it fails is tried: given up behind some failures, one after
 * the other, and then tried again only now and then. One thread.
 */
final class Patience {
    /** Failures in a row until it is given up. */
    static final int FAILURES = 3;

    /** Occasions that go by until it is tried again. */
    static final int PROBE = 64;

    private int failures;
    private int passed;

    /** Whether to try it this time; then {@link #tried} is to be told. */
    boolean tries() {
        if (failures >= FAILURES && ++passed < PROBE) {
            return false;
        }
        passed = 0;
        return true;
    }

    void tried(boolean paid) {
        failures = paid ? 0 : failures + 1;
    }
}
