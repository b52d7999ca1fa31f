package dev.parley.bench.profile;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

import java.util.List;
import java.util.Map;

/** Both tools' tables are read as what they say. */
class SystemCallsTest {
    @Test
    void perfTellsCallsByThread() {
        List<SystemCalls.Call> calls =
                SystemCalls.ofPerf(
                        """

                         Summary of events:

                         parley-writer-0 (16839), 218 events, 97.3%

                           syscall            calls  errors  total       min       avg       max       stddev
                                                             (msec)    (msec)    (msec)    (msec)        (%)
                           --------------- --------  ------ -------- --------- --------- ---------     ------
                           fdatasync             30      0   200.140     0.016     0.020     0.029      3.04%
                           futex                 21      3     0.548     0.018     0.026     0.062      8.25%

                         ForkJoinPool-1- (16840), 10 events, 1.3%

                           futex                  5      0     9.500     0.018     0.026     0.062      8.25%
                        """
                                .lines()
                                .toList());
        assertEquals(
                List.of(
                        new SystemCalls.Call("parley-writer-0", "fdatasync", 30, 200.14),
                        new SystemCalls.Call("parley-writer-0", "futex", 21, 0.548),
                        new SystemCalls.Call("ForkJoinPool-1-", "futex", 5, 9.5)),
                calls);
    }

    @Test
    void straceTellsCallsOfAllThreads() {
        List<SystemCalls.Call> calls =
                SystemCalls.ofStrace(
                        """
                        % time     seconds  usecs/call     calls    errors syscall
                        ------ ----------- ----------- --------- --------- ----------------
                         99.75    0.004000         200        20         3 futex
                          0.25    0.000010          10         1           read
                        ------ ----------- ----------- --------- --------- ----------------
                        100.00    0.004010         190        21         3 total
                        """
                                .lines()
                                .toList());
        assertEquals(
                List.of(
                        new SystemCalls.Call("", "futex", 20, 4),
                        new SystemCalls.Call("", "read", 1, 0.01)),
                calls);
    }

    @Test
    void callsOfThreadsWithOneDutyAreSummedUp() {
        SystemCalls calls =
                new SystemCalls(
                        "perf trace",
                        List.of(
                                new SystemCalls.Call("ForkJoinPool-1-", "futex", 5, 2),
                                new SystemCalls.Call("ForkJoinPool-1-", "futex", 7, 1),
                                new SystemCalls.Call("parley-writer-0", "futex", 1, 1)),
                        "");
        assertEquals(
                Map.of(
                        "virtual threads: futex",
                        new SystemCalls.Call("ForkJoinPool-1-", "futex", 12, 3),
                        "writer: futex",
                        new SystemCalls.Call("parley-writer-0", "futex", 1, 1)),
                Json.byRole(calls));
    }
}
