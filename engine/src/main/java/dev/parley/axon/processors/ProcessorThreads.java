package dev.parley.axon.processors;

import dev.parley.log.LowPriority;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * The two threads of a processor. They give way to those of the shard, and are never interrupted:
 * that would close the log's file under a reader.
 */
final class ProcessorThreads implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(ProcessorThreads.class);
    private static final long END_SECONDS = 5;

    private final String name;
    private final ScheduledThreadPoolExecutor coordinator;
    private final ScheduledThreadPoolExecutor worker;

    ProcessorThreads(String name) {
        this.name = name;
        coordinator = single("parley-" + name + "-coordinator");
        worker = single("parley-" + name);
    }

    ScheduledExecutorService coordinator() {
        return coordinator;
    }

    ScheduledExecutorService worker() {
        return worker;
    }

    /** Runs {@code task} between two batches, and waits for it. */
    <T> T onWorker(Callable<T> task, long seconds) throws InterruptedException {
        if (worker.isShutdown()) {
            throw new ProcessorRefusal(
                    ProcessorRefusal.Code.BUSY, "processor " + name + " has been shut down");
        }
        Future<T> done = worker.submit(task);
        try {
            return done.get(seconds, TimeUnit.SECONDS);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof ProcessorRefusal refusal) {
                throw refusal;
            }
            throw new IllegalStateException("processor " + name, e.getCause());
        } catch (TimeoutException _) {
            throw new ProcessorRefusal(
                    ProcessorRefusal.Code.BUSY,
                    "processor " + name + " takes longer than " + seconds + " s: look again later");
        }
    }

    @Override
    public void close() {
        coordinator.shutdown();
        worker.shutdown();
        try {
            boolean ended =
                    coordinator.awaitTermination(END_SECONDS, TimeUnit.SECONDS)
                            && worker.awaitTermination(END_SECONDS, TimeUnit.SECONDS);
            if (!ended) {
                LOG.warn("processor {} does not end: its last batch will be fed again", name);
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    private static ScheduledThreadPoolExecutor single(String thread) {
        ScheduledThreadPoolExecutor executor =
                new ScheduledThreadPoolExecutor(
                        1,
                        work ->
                                Thread.ofPlatform()
                                        .name(thread)
                                        .daemon(true)
                                        .unstarted(LowPriority.of(work)),
                        // A source may tell of a new event once more while all this ends.
                        new ThreadPoolExecutor.DiscardPolicy());
        executor.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
        executor.setRemoveOnCancelPolicy(true);
        return executor;
    }
}
