package dev.parley.ring;

/** Told by writer and reader how they end. */
interface Ending {
    /** {@code who} cannot go on: the ring halts. The first cause counts. */
    void halt(String who, Throwable cause);

    /** The calling thread has left its loop. */
    void ended();
}
