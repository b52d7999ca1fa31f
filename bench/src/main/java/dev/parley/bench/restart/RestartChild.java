package dev.parley.bench.restart;

import dev.parley.Engine;
import dev.parley.EngineConfig;
import dev.parley.Environment;
import dev.parley.domain.ActorKind;
import dev.parley.domain.Command;
import dev.parley.domain.Origin;
import dev.parley.domain.Slice;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.TimeUnit;

/** One start in a process of its own, which ends as a kill would, but for {@code first}. */
final class RestartChild {
    private static final long INDEX_NANOS = TimeUnit.MINUTES.toNanos(20);

    private RestartChild() {}

    static void open(Path data, boolean first) throws IOException {
        long processStart = ManagementFactory.getRuntimeMXBean().getStartTime();
        long before = System.nanoTime();
        EngineConfig config = EngineConfig.in(data).with("free.floor", 0);
        Engine engine = Engine.open(config, Environment.system());
        long opened = System.nanoTime();
        // Ready is who answers: this command is decided, forced, folded and told.
        engine.submit(
                        new Command.RegisterAccount(
                                Origin.of(0, ActorKind.OPERATOR, 0), 1, Slice.EMPTY))
                .orTimeout(1, TimeUnit.MINUTES)
                .join();
        long answered = System.nanoTime();
        long sinceExec = System.currentTimeMillis() - processStart;
        System.out.printf(
                Locale.ROOT,
                "{\"open_ms\":%d,\"answered_ms\":%d,\"from_exec_ms\":%d,\"cpu_ms\":%d,\"started_from\":%d,"
                    + "\"head\":%d,\"refused\":%d,\"index_behind\":%d,\"heap_mib\":%d}%n",
                (opened - before) / 1_000_000,
                (answered - before) / 1_000_000,
                sinceExec,
                cpuMillis(),
                engine.startedFrom(),
                engine.health().head(),
                engine.refusedSnapshots().size(),
                engine.health().head() - engine.health().indexedBefore(),
                (Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory()) >> 20);
        System.out.flush();
        if (!first) {
            Runtime.getRuntime().halt(0);
        }
        if (!engine.awaitIndexed(engine.health().durable(), INDEX_NANOS)) {
            throw new IllegalStateException("the index is not there after 20 min");
        }
        engine.close();
    }

    /** Of the whole process, so that a busy machine shows. */
    private static long cpuMillis() {
        return ProcessHandle.current()
                .info()
                .totalCpuDuration()
                .map(Duration::toMillis)
                .orElse(-1L);
    }
}
