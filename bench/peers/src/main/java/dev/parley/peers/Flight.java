package dev.parley.peers;

/** Appends of which so many are under way all the time. */
interface Flight {
    /** Waits for one answer that was not waited for before; one that says no is thrown. */
    void one() throws Exception;

    /** What was answered up to now is not waited for any more. */
    default void begin() {}

    /** Ends what is under way. */
    default void end() throws InterruptedException {}
}
