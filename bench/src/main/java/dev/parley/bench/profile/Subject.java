package dev.parley.bench.profile;

import org.HdrHistogram.Histogram;

import java.io.IOException;
import java.nio.file.Path;

/** What is looked at: a process, and a load on it. One thread. */
public interface Subject {
    /** The name of the load; the report knows which figures it stands for. */
    String name();

    /** The process that is looked at. */
    long pid();

    /** Where it keeps its log: the disk that is looked at. */
    Path directory();

    /** Loads it for so long. */
    Loaded load(long nanos) throws IOException;

    /** Its flight recorder. */
    Flight flight();

    /**
     * What a load came to.
     *
     * @param messages answered
     * @param latencies nanoseconds
     */
    record Loaded(long messages, long nanos, Histogram latencies) {}
}
