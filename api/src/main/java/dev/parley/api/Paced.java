package dev.parley.api;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;
import java.util.function.BinaryOperator;
import java.util.function.Consumer;

/**
 * Tells of each key at once, and then once an interval at most, all that came meanwhile. One
 * telling at a time: it must not wait. What it throws reaches whoever put something in, or is
 * logged; the pace is kept. Any thread.
 */
final class Paced<K, N> {
    private static final Logger LOG = LoggerFactory.getLogger(Paced.class);

    private final Consumer<Runnable> later;
    private final BinaryOperator<N> merge;
    private final BiConsumer<K, N> tell;

    /** Of those keys that were told of an interval ago at most: what came since. */
    private final Map<K, Optional<N>> resting = new HashMap<>();

    /**
     * @param later runs a task when an interval is over
     * @param merge makes one of what came before and what comes now
     */
    Paced(Consumer<Runnable> later, BinaryOperator<N> merge, BiConsumer<K, N> tell) {
        this.later = later;
        this.merge = merge;
        this.tell = tell;
    }

    /** Intervals of a second; once {@code timer} is shut down, nobody is left to be told. */
    static Consumer<Runnable> aSecondLater(ScheduledExecutorService timer) {
        return task -> {
            try {
                ScheduledFuture<?> _ = timer.schedule(task, 1, TimeUnit.SECONDS);
            } catch (RejectedExecutionException _) {
                // the server stops, and with it all lines
            }
        };
    }

    synchronized void put(K key, N news) {
        Optional<N> since = resting.get(key);
        if (since != null) {
            resting.put(key, Optional.of(since.map(n -> merge.apply(n, news)).orElse(news)));
            return;
        }
        resting.put(key, Optional.empty());
        later.accept(() -> rested(key));
        tell.accept(key, news);
    }

    private synchronized void rested(K key) {
        Optional<N> since = resting.remove(key);
        if (since == null || since.isEmpty()) {
            return;
        }
        try {
            put(key, since.get());
        } catch (RuntimeException e) {
            LOG.warn("{} is not told of {}", key, since.get(), e);
        }
    }
}
