package dev.parley.bench.socket;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;

/** Processes that serve together, with all their children, as the system sees them. Any thread. */
record ServerProcess(List<ProcessHandle> roots) {
    private static final long KIBI = 1_024;

    ServerProcess {
        roots = List.copyOf(roots);
    }

    static ServerProcess of(List<Long> ids) {
        return new ServerProcess(
                ids.stream().flatMap(id -> ProcessHandle.of(id).stream()).toList());
    }

    /** CPU time used by those now alive; the system counts in hundredths of a second. */
    Duration cpu() {
        return all().map(each -> each.info().totalCpuDuration().orElse(Duration.ZERO))
                .reduce(Duration.ZERO, Duration::plus);
    }

    /** Resident memory; 0 where the system does not tell. */
    long residentBytes() {
        return all().mapToLong(ServerProcess::resident).sum();
    }

    private Stream<ProcessHandle> all() {
        return roots.stream().flatMap(each -> Stream.concat(Stream.of(each), each.descendants()));
    }

    private static long resident(ProcessHandle process) {
        Path status = Path.of("/proc", Long.toString(process.pid()), "status");
        try (Stream<String> lines = Files.lines(status)) {
            return lines.filter(line -> line.startsWith("VmRSS:"))
                    .mapToLong(line -> Long.parseLong(line.replaceAll("[^0-9]", "")) * KIBI)
                    .sum();
        } catch (IOException _) {
            return 0;
        }
    }
}
