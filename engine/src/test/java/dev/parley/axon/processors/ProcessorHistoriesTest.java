package dev.parley.axon.processors;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.parley.axon.processors.ProcessorStatus.State;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalLong;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.LongStream;

/**
 * Random histories of appended events, poison and its antidote, kills at every place of a batch,
 * restarts, resets and retries, against a model: nothing is missed, nothing lost, no thread's order
 * is broken, and what is parked is exactly what must be.
 *
 * <p>{@code -Dprocessors.seeds=N} tries more; {@code -Dprocessors.seed=S} begins at S.
 */
class ProcessorHistoriesTest {
    private static final int STEPS = 18;
    private static final int THREADS = 4;

    @TempDir private Path directory;

    @Test
    void missesNothingAndKeepsEveryThreadsOrder() {
        run(8, _ -> new AxonsStorage());
    }

    /** Fewer: each restart reads a directory anew. */
    @Test
    void missesNothingAndKeepsEveryThreadsOrderInFiles() {
        run(4, StorageInFiles::new);
    }

    private void run(int usual, Function<Path, Storage> storage) {
        long first = Long.getLong("processors.seed", 1);
        long seeds = Long.getLong("processors.seeds", usual);
        for (long seed = first; seed < first + seeds; seed++) {
            List<String> steps = new ArrayList<>();
            Path place = directory.resolve("seed-" + seed);
            try (Hosted hosted =
                    new Hosted(storage.apply(place.resolve("log")), place, seed % 2 == 0, 1_000)) {
                hosted.notebook.lazy = seed % 4 == 0;
                new History(hosted.start(), new SplittableRandom(seed), steps).run();
            } catch (Throwable e) {
                throw new AssertionError("seed=" + seed + " after " + steps, e);
            }
        }
    }

    /** What should be parked: the model needs no batches, files or threads. */
    private static final class History {
        private final Hosted hosted;
        private final SplittableRandom random;
        private final List<String> steps;

        /** Events that were parked as they came, and are still: position to thread. */
        private final TreeMap<Long, String> parked = new TreeMap<>();

        private long fed;

        History(Hosted hosted, SplittableRandom random, List<String> steps) {
            this.hosted = hosted;
            this.random = random;
            this.steps = steps;
        }

        void run() {
            for (int i = 0; i < STEPS; i++) {
                step();
                check();
            }
            steps.add("cure all");
            hosted.notebook.poisoned.clear();
            Retried all = hosted.processors().retry("notebook", OptionalLong.empty());
            assertEquals(parked.size(), all.succeeded());
            parked.clear();
            check();
            assertEquals(
                    LongStream.range(0, hosted.head()).boxed().toList(), hosted.notebook.noted());
        }

        private void step() {
            switch (random.nextInt(10)) {
                case 0, 1, 2 -> append();
                case 3 -> killed(Notebook.Crash.BEFORE_COMMIT);
                case 4 -> killed(Notebook.Crash.AFTER_COMMIT);
                case 5 -> {
                    steps.add("restart");
                    hosted.restart();
                }
                case 6 -> reset();
                case 7 -> retryAll();
                case 8 -> retryOne();
                default -> cure();
            }
        }

        private void append() {
            int count = 1 + random.nextInt(20);
            for (int i = 0; i < count; i++) {
                appendOne();
            }
            steps.add("append up to " + hosted.head());
        }

        private void appendOne() {
            long position = hosted.head();
            if (random.nextInt(8) == 0) {
                hosted.notebook.poisoned.add(position);
                steps.add("poison " + position);
            }
            hosted.append("t" + random.nextInt(THREADS));
        }

        private void killed(Notebook.Crash crash) {
            steps.add("kill " + crash);
            hosted.notebook.crash = crash;
            append();
            Hosted.until(() -> hosted.status().state() == State.FAILING);
            hosted.restart();
        }

        private void reset() {
            steps.add("reset");
            // Also while it is being fed: whatever came before is forgotten.
            hosted.append("t0");
            hosted.processors().reset("notebook");
            parked.clear();
            fed = 0;
        }

        private void retryAll() {
            steps.add("retry all");
            check();
            retried(hosted.processors().retry("notebook", OptionalLong.empty()), parked.keySet());
        }

        private void retryOne() {
            check();
            if (parked.isEmpty()) {
                return;
            }
            Map.Entry<Long, String> first = parked.firstEntry();
            steps.add("retry " + first.getKey());
            Set<Long> chosen = new HashSet<>();
            parked.forEach(
                    (position, thread) -> {
                        if (thread.equals(first.getValue())) {
                            chosen.add(position);
                        }
                    });
            retried(hosted.processors().retry("notebook", OptionalLong.of(first.getKey())), chosen);
        }

        private void retried(Retried result, Set<Long> chosen) {
            Set<String> blocked = new HashSet<>();
            Set<Long> succeeded = new HashSet<>();
            for (Long position : new TreeSet<>(chosen)) {
                String thread = String.valueOf(parked.get(position));
                if (blocked.contains(thread) || hosted.notebook.poisoned.contains(position)) {
                    blocked.add(thread);
                } else {
                    succeeded.add(position);
                }
            }
            assertEquals(succeeded.size(), result.succeeded());
            parked.keySet().removeAll(succeeded);
        }

        private void cure() {
            steps.add("cure one");
            hosted.notebook.poisoned.stream().sorted().findFirst().ifPresent(this::cure);
        }

        private void cure(long position) {
            check();
            hosted.notebook.poisoned.remove(position);
        }

        /** Everything appended is either noted or parked, and the model knows which. */
        private void check() {
            hosted.settle();
            for (; fed < hosted.head(); fed++) {
                String thread = String.valueOf(hosted.threads.get(fed));
                if (hosted.notebook.poisoned.contains(fed) || parked.containsValue(thread)) {
                    parked.put(fed, thread);
                }
            }
            assertEquals(List.copyOf(parked.keySet()), hosted.parked());
            TreeSet<Long> noted = new TreeSet<>(LongStream.range(0, fed).boxed().toList());
            noted.removeAll(parked.keySet());
            assertEquals(List.copyOf(noted), hosted.notebook.noted());
            if (!hosted.notebook.lazy) {
                assertEquals(noted, hosted.notebook.durable());
            }
            for (ParkedEvent each : hosted.processors().parked("notebook")) {
                assertTrue(
                        each.behind() == ParkedEvent.NOTHING
                                ? each.cause().contains("poison at " + each.position())
                                : Objects.equals(
                                        parked.get(each.position()),
                                        hosted.threads.get(each.behind())),
                        each::toString);
            }
        }
    }
}
