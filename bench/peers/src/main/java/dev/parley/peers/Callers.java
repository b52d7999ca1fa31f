package dev.parley.peers;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

/** Threads that send and wait. */
final class Callers {
    private static final int LATE_SECONDS = 30;

    private Callers() {}

    /** One message, or one batch of them, until it is acknowledged. */
    interface Call {
        void send() throws Exception;
    }

    /** Has each of {@code calls} made again and again, by a thread of its own. */
    static void run(List<Call> calls, long end) throws Exception {
        try (ExecutorService threads = Executors.newFixedThreadPool(calls.size())) {
            List<Future<?>> running = new ArrayList<>();
            for (Call each : calls) {
                running.add(
                        threads.submit(
                                () -> {
                                    while (System.nanoTime() < end) {
                                        each.send();
                                    }
                                    return null;
                                }));
            }
            for (Future<?> each : running) {
                long left = end - System.nanoTime();
                each.get(Math.max(0, left) / 1_000_000_000L + LATE_SECONDS, TimeUnit.SECONDS);
            }
        }
    }
}
