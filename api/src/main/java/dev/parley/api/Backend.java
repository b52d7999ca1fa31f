package dev.parley.api;

import dev.parley.Engine;
import dev.parley.Following;
import dev.parley.Reading;
import dev.parley.axon.processors.Processors;
import dev.parley.domain.Answer;
import dev.parley.domain.Command;
import dev.parley.domain.Events;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;

/** The engine as the server sees it. Any thread. */
public interface Backend {
    /** The answer, once all it rests on is released. Refusals are answers. */
    CompletableFuture<Answer> submit(Command command);

    /** The same, completed by {@code teller}: for work that is short and never blocks. */
    CompletableFuture<Answer> submit(Command command, Executor teller);

    Reading reading();

    /**
     * Plays all events from {@code from} on, as they are released, on a thread of its own; {@code
     * paused} runs there behind each stretch of them.
     */
    Following follow(long from, Events listener, Runnable paused);

    /** Exclusive end of what is forced to disk. */
    long durable();

    /** {@code batch}, {@code interval} or {@code os}: what a released answer is worth. */
    String sync();

    /** Whether the index is being fed. */
    boolean isIndexing();

    /** Exclusive end of what the index holds. */
    long indexedBefore();

    /** Whether the shard has stopped for good. */
    boolean hasHalted();

    /** The processors behind the log. */
    Processors processors();

    /** A running engine. Stopping it is its owner's. */
    static Backend of(Engine engine) {
        return new Running(engine);
    }

    /** The engine itself. */
    record Running(Engine engine) implements Backend {
        @Override
        public CompletableFuture<Answer> submit(Command command) {
            return engine.dispatch(command);
        }

        @Override
        public CompletableFuture<Answer> submit(Command command, Executor teller) {
            return engine.dispatch(command, teller);
        }

        @Override
        public Reading reading() {
            return engine.reading();
        }

        @Override
        public Following follow(long from, Events listener, Runnable paused) {
            return engine.follow(from, listener, paused);
        }

        @Override
        public long durable() {
            return engine.health().durable();
        }

        @Override
        public String sync() {
            return engine.health().sync();
        }

        @Override
        public boolean isIndexing() {
            return engine.health().indexing();
        }

        @Override
        public long indexedBefore() {
            return engine.health().indexedBefore();
        }

        @Override
        public boolean hasHalted() {
            return engine.health().halted();
        }

        @Override
        public Processors processors() {
            return engine.processors();
        }
    }
}
