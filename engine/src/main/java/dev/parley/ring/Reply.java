package dev.parley.ring;

import dev.parley.domain.Answer;

/**
 * Whom a command's answer goes to. Called once, on the answers' executor, never on a ring thread.
 */
@FunctionalInterface
public interface Reply {
    void answered(Answer answer);
}
