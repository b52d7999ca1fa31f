package dev.parley.bench.profile;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;

/** A flight recorder: of this process, or of another JVM by {@code jcmd}. One thread. */
public interface Flight {
    /** Records from now on. */
    void begin() throws IOException;

    /** Stops, and leaves what was recorded in a file. */
    void end(Path file) throws IOException;

    /** What is recorded: JFR's own names. */
    static Map<String, String> settings() {
        Map<String, String> settings = new TreeMap<>();
        if (Sampling.byProcessorTime()) {
            settings.put("jdk.CPUTimeSample#enabled", "true");
            settings.put("jdk.CPUTimeSample#throttle", "4ms");
        } else {
            settings.put("jdk.ExecutionSample#enabled", "true");
            settings.put("jdk.ExecutionSample#period", "10 ms");
        }
        settings.put("jdk.ObjectAllocationSample#enabled", "true");
        settings.put("jdk.ObjectAllocationSample#throttle", "500/s");
        settings.put("jdk.ThreadAllocationStatistics#enabled", "true");
        settings.put("jdk.ThreadAllocationStatistics#period", "everyChunk");
        settings.put("jdk.FileForce#enabled", "true");
        settings.put("jdk.FileForce#threshold", "0 ns");
        settings.put("jdk.FileForce#stackTrace", "false");
        settings.put("jdk.GarbageCollection#enabled", "true");
        return settings;
    }
}
