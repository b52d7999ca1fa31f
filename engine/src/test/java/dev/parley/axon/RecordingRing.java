package dev.parley.axon;

import dev.parley.domain.Answer;
import dev.parley.domain.Command;
import dev.parley.domain.Rejection;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;

/** Stands where a ring would: keeps what comes in, answers at once. */
final class RecordingRing implements Function<Command, CompletableFuture<Answer>> {
    final List<Command> commands = new ArrayList<>();
    final List<Thread> threads = new ArrayList<>();
    Answer answer = new Answer(Rejection.NONE, 7, 3, 2, 1, 41, 42, false);

    @Override
    public CompletableFuture<Answer> apply(Command command) {
        commands.add(command);
        threads.add(Thread.currentThread());
        return CompletableFuture.completedFuture(answer);
    }
}
