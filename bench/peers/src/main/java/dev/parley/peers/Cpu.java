package dev.parley.peers;

import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;

/**
 * Processor time of this process (client, and where it is embedded also the server) and of a
 * server's processes with their children, since this was made. The system counts in hundredths of a
 * second, and a child that has ended no longer counts: servers here keep theirs.
 */
final class Cpu {
    private final List<ProcessHandle> processes;
    private final long before;

    Cpu(List<Long> servers) {
        processes =
                Stream.concat(
                                Stream.of(ProcessHandle.current()),
                                servers.stream()
                                        .flatMap(id -> ProcessHandle.of(id).stream())
                                        .flatMap(
                                                root ->
                                                        Stream.concat(
                                                                Stream.of(root),
                                                                root.descendants())))
                        .toList();
        before = used();
    }

    double micros() {
        return (used() - before) / 1e3;
    }

    private long used() {
        return processes.stream()
                .map(each -> each.info().totalCpuDuration().orElse(Duration.ZERO))
                .mapToLong(Duration::toNanos)
                .sum();
    }
}
