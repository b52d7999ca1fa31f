package dev.parley.peers;

import dev.parley.bench.store.Entity;

import org.jspecify.annotations.Nullable;

import java.util.List;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/** One thread that has many appends under way, and hands over another for each that is answered. */
final class Sender implements Flight {
    private static final int SECONDS = 60;

    private final int callers;
    private final LinkedBlockingQueue<Supplier<Entity>> idle = new LinkedBlockingQueue<>();
    private volatile @Nullable Throwable failure; // null while none failed

    Sender(List<Supplier<Entity>> callers) {
        this.callers = callers.size();
        idle.addAll(callers);
    }

    @Override
    public void one() {
        Supplier<Entity> next = take();
        Object _ =
                next.get()
                        .appending()
                        .whenComplete(
                                (_, e) -> {
                                    if (e != null) {
                                        failure = e;
                                    }
                                    idle.add(next);
                                });
    }

    @Override
    public void end() {
        for (int i = 0; i < callers; i++) {
            Object _ = take();
        }
    }

    private Supplier<Entity> take() {
        Supplier<Entity> next;
        try {
            next = idle.poll(SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            throw new IllegalStateException("interrupted", e);
        }
        Throwable failed = failure;
        if (next == null || failed != null) {
            throw new IllegalStateException("an append failed, or was not answered", failed);
        }
        return next;
    }
}
