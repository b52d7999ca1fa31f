package dev.parley.peers;

import dev.parley.Engine;
import dev.parley.EngineConfig;
import dev.parley.Environment;
import dev.parley.bench.load.Protection;
import dev.parley.bench.load.Traffic;
import dev.parley.domain.Answer;
import dev.parley.domain.Command;

import java.io.IOException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/**
 * Parley's product path: each message is sealed and hashed by its sender and decided, written,
 * folded and answered by the engine.
 */
final class ParleyPeer implements Peer {
    private static final int CONVERSATIONS = 250;

    private final Engine engine;
    private final String sync;
    private final List<Traffic> traffic = new ArrayList<>();

    ParleyPeer(Path data, String sync) throws IOException {
        this.sync = sync;
        engine =
                Engine.open(
                        EngineConfig.in(data).with("sync", sync).with("free.floor", 0),
                        Environment.system());
        for (int i = 0; i < SENDERS; i++) {
            traffic.add(
                    new Traffic(
                            this::ask,
                            Protection.of(engine.keys(), new SecureRandom()),
                            CONVERSATIONS));
        }
    }

    @Override
    public boolean durable() {
        return sync.equals("batch");
    }

    @Override
    public String label() {
        return durable() ? "one force a batch" : "not forced";
    }

    @Override
    public String how(int inFlight) {
        return inFlight == 1
                ? "one sender, waiting for each; Engine.submit, sealed by it"
                : "two senders; Engine.submit, sealed by them";
    }

    @Override
    public void run(int inFlight, long end, Taken taken) throws Exception {
        List<Callers.Call> senders = new ArrayList<>();
        int count = Math.min(inFlight, SENDERS);
        for (int i = 0; i < count; i++) {
            Traffic own = traffic.get(i);
            senders.add(
                    inFlight == 1
                            ? () -> wait(own, taken)
                            : sending(own, inFlight / count, taken, end));
        }
        Callers.run(senders, end);
    }

    private void wait(Traffic own, Taken taken) {
        long sent = System.nanoTime();
        check(engine.submit(own.next()).join());
        taken.since(sent);
    }

    private Callers.Call sending(Traffic own, int inFlight, Taken taken, long end) {
        Window window = new Window(inFlight, taken);
        return () -> window.run(sent -> post(own, window, sent), end);
    }

    private void post(Traffic own, Window window, long sent) {
        CompletableFuture<Void> _ =
                engine.submit(own.next())
                        .thenAccept(
                                answer -> {
                                    check(answer);
                                    window.acknowledged(sent);
                                });
    }

    private static void check(Answer answer) {
        if (!answer.accepted()) {
            throw new IllegalStateException("" + answer.rejection());
        }
    }

    private long ask(Command command) {
        try {
            return engine.submit(command).get(10, TimeUnit.SECONDS).id();
        } catch (Exception e) {
            throw new IllegalStateException("the traffic could not be prepared", e);
        }
    }

    @Override
    public void close() {
        engine.close();
    }
}
