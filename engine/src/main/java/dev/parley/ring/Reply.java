package dev.parley.ring;

import dev.parley.domain.Answer;

import java.util.concurrent.Executor;

/** Whom a command's answer goes to. Called once, never on a ring thread. */
@FunctionalInterface
public interface Reply {
    void answered(Answer answer);

    /**
     * Whether it is told without a thread of its own, so that the writer may hand it over itself
     * where few are under way.
     */
    default boolean isQuick() {
        return false;
    }

    /**
     * Who calls {@link #answered}: by itself the answers' executor, where it may block. A ring
     * thread asks, so this must be short; where what it answers refuses or fails, the usual one
     * calls.
     */
    default Executor teller(Answer answer, Executor usual) {
        return usual;
    }
}
