package dev.parley;

import dev.parley.domain.Answer;
import dev.parley.domain.Command;

import java.util.concurrent.TimeUnit;

/** Asks an engine and waits for its answer. */
final class Asks {
    private Asks() {}

    static Answer ask(Engine engine, Command command) {
        return engine.submit(command).orTimeout(20, TimeUnit.SECONDS).join();
    }

    /** Asks what must be accepted; answers the id. */
    static long must(Engine engine, Command command) {
        Answer answer = ask(engine, command);
        if (!answer.accepted()) {
            throw new IllegalStateException(answer + ": " + command);
        }
        return answer.id();
    }
}
