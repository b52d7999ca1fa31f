package dev.parley.peers;

import dev.parley.bench.store.Entity;

import org.jspecify.annotations.Nullable;

import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/** A thread for each append under way, which appends again as soon as it is answered. */
final class Crew implements Flight {
    private static final int SECONDS = 60;

    private final Semaphore answered = new Semaphore(0);
    private final ExecutorService threads;
    private volatile @Nullable Throwable failure; // null while none failed
    private volatile boolean closed;

    Crew(List<Supplier<Entity>> callers) {
        threads = Executors.newFixedThreadPool(callers.size());
        callers.forEach(each -> threads.execute(() -> run(each)));
    }

    private void run(Supplier<Entity> caller) {
        try {
            while (!closed) {
                caller.get().append();
                answered.release();
            }
        } catch (Exception e) {
            failure = e;
        }
    }

    @Override
    public void one() throws InterruptedException {
        boolean one = answered.tryAcquire(SECONDS, TimeUnit.SECONDS);
        Throwable failed = failure;
        if (!one || failed != null) {
            throw new IllegalStateException("an append failed, or was not answered", failed);
        }
    }

    @Override
    public void begin() {
        int _ = answered.drainPermits();
    }

    @Override
    public void end() throws InterruptedException {
        closed = true;
        threads.shutdown();
        if (!threads.awaitTermination(SECONDS, TimeUnit.SECONDS)) {
            throw new IllegalStateException("an append was not answered");
        }
    }
}
