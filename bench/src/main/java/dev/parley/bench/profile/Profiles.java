package dev.parley.bench.profile;

import dev.parley.bench.load.Scratch;
import dev.parley.bench.load.Workload;

import java.io.IOException;
import java.util.List;

/** Looks at loads of this process. */
public final class Profiles {
    private Profiles() {}

    /** Those of {@code names} that are loads of this process, each on a new log. */
    public static void look(List<String> names, Scratch scratch, Profiler profiler)
            throws IOException {
        for (String name : names) {
            if (Workload.names().contains(name)) {
                try (LoadSubject subject = new LoadSubject(name, scratch)) {
                    profiler.look(subject);
                }
            }
        }
    }
}
