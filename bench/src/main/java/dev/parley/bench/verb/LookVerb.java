package dev.parley.bench.verb;

import dev.parley.bench.load.Scratch;
import dev.parley.bench.load.Sheet;
import dev.parley.bench.load.Workload;
import dev.parley.bench.profile.Profiler;
import dev.parley.bench.profile.Profiles;
import dev.parley.bench.socket.SocketsLook;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;

/** {@code parley bench look}: profiles of loads, in this process. */
@Command(
        name = "look",
        hidden = true,
        mixinStandardHelpOptions = true,
        description = "Looks at loads in this process; adds to the directory's profiles.")
final class LookVerb implements Callable<Integer> {
    @Spec private CommandSpec spec = CommandSpec.create();

    @Parameters(split = ",", paramLabel = "NAME", description = "Which.")
    private List<String> names = List.of();

    @Option(names = "--out", paramLabel = "DIR", description = "As for profile.")
    private Path out = Path.of("bench-report");

    @Option(names = "--millis", paramLabel = "N", description = "Of each load.")
    private long millis = 4_000;

    LookVerb() {}

    /** Loads that can be looked at. */
    static List<String> all() {
        List<String> all = new ArrayList<>(Workload.names());
        all.addAll(SocketsLook.names());
        return all;
    }

    /**
     * Each load in a JVM of its own; those over WebSockets together, since a server that is warm
     * serves them all. Answers whether all were looked at.
     */
    static boolean fork(List<String> names, Path out, long nanos) throws IOException {
        List<String> forks = new ArrayList<>(names);
        List<String> served = names.stream().filter(SocketsLook.names()::contains).toList();
        forks.removeAll(served);
        if (!served.isEmpty()) {
            forks.add(String.join(",", served));
        }
        boolean whole = true;
        String length = Long.toString(nanos / 1_000_000);
        for (String each : forks) {
            whole &=
                    Fork.run(List.of("look", each, "--out", out.toString(), "--millis", length))
                            == 0;
        }
        return whole;
    }

    @Override
    public Integer call() throws IOException {
        Sheet sheet = new Sheet(out, spec.commandLine().getOut());
        try (Scratch scratch = new Scratch(out)) {
            Profiler profiler = new Profiler(sheet, scratch.next("looks"), millis * 1_000_000);
            if (SocketsLook.names().contains(names.getFirst())) {
                SocketsLook.look(names, scratch.next("served"), profiler);
            } else {
                Profiles.look(names, scratch, profiler);
            }
        }
        return 0;
    }
}
