package dev.parley.api;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.BiConsumer;
import java.util.function.Consumer;

/**
 * Tells of each key at once, and then once an interval at most, all that came meanwhile. One
 * telling at a time: it must not wait. What it throws reaches whoever put something in, or is
 * logged; the pace is kept. Any thread.
 */
final class Paced<K> {
    private static final Logger LOG = LoggerFactory.getLogger(Paced.class);

    private final Consumer<Runnable> later;
    private final BiConsumer<K, Set<String>> tell;

    /** Of those keys that were told of an interval ago at most: what came since. */
    private final Map<K, Set<String>> resting = new HashMap<>();

    /**
     * @param later runs a task when an interval is over
     */
    Paced(Consumer<Runnable> later, BiConsumer<K, Set<String>> tell) {
        this.later = later;
        this.tell = tell;
    }

    synchronized void put(K key, Set<String> news) {
        Set<String> since = resting.get(key);
        if (since != null) {
            since.addAll(news);
            return;
        }
        resting.put(key, new TreeSet<>());
        later.accept(() -> rested(key));
        tell.accept(key, news);
    }

    private synchronized void rested(K key) {
        Set<String> since = resting.remove(key);
        if (since == null || since.isEmpty()) {
            return;
        }
        try {
            put(key, since);
        } catch (RuntimeException e) {
            LOG.warn("{} is not told of {}", key, since, e);
        }
    }
}
