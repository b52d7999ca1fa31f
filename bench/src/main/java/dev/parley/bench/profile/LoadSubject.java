package dev.parley.bench.profile;

import dev.parley.bench.load.Run;
import dev.parley.bench.load.Scratch;
import dev.parley.bench.load.Workload;

import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** A load of this process, sent by a thread of its own. */
final class LoadSubject implements Subject, AutoCloseable {
    private static final long ENDS_WITHIN_NANOS = 60_000_000_000L;

    private final String name;
    private final Path directory;
    private final Workload workload;
    private final Flight flight = new OwnFlight();
    // One thread for all loads: what it used is told by the thread, and that has to be there still.
    private final ExecutorService sender =
            Executors.newSingleThreadExecutor(Thread.ofPlatform().name("sender").factory());

    LoadSubject(String name, Scratch scratch) throws IOException {
        this.name = name;
        this.directory = scratch.next("look");
        this.workload = Workload.open(name, scratch);
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public long pid() {
        return ProcessHandle.current().pid();
    }

    @Override
    public Path directory() {
        return directory;
    }

    @Override
    public Flight flight() {
        return flight;
    }

    @Override
    public Loaded load(long nanos) throws IOException {
        Future<Run> sending = sender.submit(() -> workload.run(nanos));
        try {
            Run done = sending.get(nanos + ENDS_WITHIN_NANOS, TimeUnit.NANOSECONDS);
            return new Loaded(done.answered(), done.nanos(), done.latencies());
        } catch (ExecutionException | TimeoutException e) {
            throw new IOException("the load failed: " + name, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        }
    }

    @Override
    public void close() throws IOException {
        sender.shutdown();
        workload.close();
    }
}
