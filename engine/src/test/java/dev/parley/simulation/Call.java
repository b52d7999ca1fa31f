package dev.parley.simulation;

import dev.parley.domain.Answer;
import dev.parley.domain.Command;
import dev.parley.domain.Request;

import org.jspecify.annotations.Nullable;

/** One wish of a client, however often it is asked. */
final class Call {
    final int number;
    final Command command;

    /** What is asked next: the command, or the same with what left memory. */
    Request next;

    /** Answers owed by the process that lives. */
    int owed;

    /** The first answer that accepted it; null until there is one. */
    @Nullable Answer first;

    Call(int number, Command command) {
        this.number = number;
        this.command = command;
        this.next = command;
    }

    /** Whether it may be asked again without being done twice. */
    boolean isKeyed() {
        return command.origin().key().isPresent();
    }

    @Override
    public String toString() {
        return "call " + number + " (" + command.getClass().getSimpleName() + ")";
    }
}
