package dev.parley.api;

import dev.parley.Reading;
import dev.parley.domain.Answer;
import dev.parley.domain.Command;
import dev.parley.domain.Events;

import java.util.concurrent.CompletableFuture;

/** The engine as the server sees it. Any thread. */
public interface Backend {
    /** The answer, once all it rests on is released. Refusals are answers. */
    CompletableFuture<Answer> submit(Command command);

    Reading reading();

    /** Plays all events from {@code from} on, as they are released, on a thread of its own. */
    AutoCloseable follow(long from, Events listener);

    /** Exclusive end of what is forced to disk. */
    long durable();

    /** {@code batch}, {@code interval} or {@code os}: what a released answer is worth. */
    String sync();

    /** Whether the shard has stopped for good. */
    boolean hasHalted();
}
