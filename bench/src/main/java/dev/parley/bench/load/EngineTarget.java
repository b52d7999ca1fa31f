package dev.parley.bench.load;

import dev.parley.Engine;
import dev.parley.EngineConfig;
import dev.parley.Environment;
import dev.parley.domain.Answer;
import dev.parley.domain.Command;
import dev.parley.ring.Sync;

import org.HdrHistogram.Histogram;
import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;

/**
 * The product: a whole engine with its log in files, as a server holds it. The way in is {@link
 * Engine#submit} or, through Axon's gateway, {@link Engine#dispatch}.
 */
public final class EngineTarget implements Target {
    static final int CONVERSATIONS = 1_000;
    private static final int BOUND_SECONDS = 30;

    private final Engine engine;
    private final boolean sealing;
    private final Function<Command, CompletableFuture<Answer>> way;
    private @Nullable Traffic traffic;
    private Command[] ahead = new Command[0];
    private int next;

    private EngineTarget(Engine engine, boolean gateway, boolean sealing) {
        this.engine = engine;
        this.way = gateway ? engine::dispatch : engine::submit;
        this.sealing = sealing;
    }

    /** An engine on a new directory. {@code sealing}: each message is sealed while it is sent. */
    static EngineTarget open(Path directory, Sync sync, boolean sealing) throws IOException {
        return open(directory, sync, sealing, false);
    }

    /** The same; {@code gateway}: through Axon's. */
    public static EngineTarget open(Path directory, Sync sync, boolean sealing, boolean gateway)
            throws IOException {
        EngineConfig config = EngineConfig.in(directory).with("sync", sync.label());
        EngineTarget target =
                new EngineTarget(Engine.open(config, Environment.system()), gateway, sealing);
        target.talk(CONVERSATIONS);
        return target;
    }

    /** An engine on a directory that has a past; {@link #talk} before anything is sent. */
    static EngineTarget reopen(Path directory, Sync sync, Environment environment)
            throws IOException {
        EngineConfig config = EngineConfig.in(directory).with("sync", sync.label());
        return new EngineTarget(Engine.open(config, environment), false, false);
    }

    /** Opens new conversations to send into. */
    void talk(int conversations) {
        Traffic opened =
                new Traffic(
                        this::ask, Protection.of(engine.keys(), new SecureRandom()), conversations);
        traffic = opened;
        ahead = sealing ? ahead : opened.ahead();
    }

    @Override
    public void send(long fromNanos, Latencies into) {
        CompletableFuture<Void> _ =
                way.apply(next())
                        .thenAccept(
                                answer -> {
                                    if (answer.accepted()) {
                                        into.answered(System.nanoTime() - fromNanos);
                                    } else {
                                        into.refused();
                                    }
                                });
    }

    /** Sends and waits; answers the id. */
    public long ask(Command command) {
        try {
            Answer answer = way.apply(command).get(BOUND_SECONDS, TimeUnit.SECONDS);
            if (!answer.accepted()) {
                throw new IllegalStateException(command + " was refused: " + answer.rejection());
            }
            return answer.id();
        } catch (ExecutionException | TimeoutException e) {
            throw new IllegalStateException("no answer to " + command, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }

    /** One caller that waits for each answer before it asks again. */
    Run blocking(long nanos) {
        Histogram taken = Latencies.histogram();
        Costs costs = Costs.ofThread(writerThread());
        long begin = System.nanoTime();
        long end = begin;
        while (end - begin < nanos) {
            long start = System.nanoTime();
            long _ = ask(next());
            end = System.nanoTime();
            taken.recordValue(end - start);
        }
        return Run.of(taken, costs, end - begin);
    }

    /** The next message; sealed before, where that is so. */
    public Command next() {
        Traffic now = traffic;
        if (now == null) {
            throw new IllegalStateException("nobody talks yet");
        }
        if (sealing) {
            return now.next();
        }
        Command command = ahead[next];
        next = next + 1 == ahead.length ? 0 : next + 1;
        return command;
    }

    Engine engine() {
        return engine;
    }

    @Override
    public String writerThread() {
        return "parley-writer-0";
    }

    @Override
    public void close() {
        engine.close();
    }
}
