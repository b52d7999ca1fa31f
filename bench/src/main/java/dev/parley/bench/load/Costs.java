package dev.parley.bench.load;

import com.sun.management.OperatingSystemMXBean;
import com.sun.management.ThreadMXBean;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadInfo;

/** Processor time and allocation of this process and of single threads, so far. */
final class Costs {
    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    private static final OperatingSystemMXBean SYSTEM =
            (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();

    private final long thread;
    private final long processCpu;
    private final long threadCpu;
    private final long threadBytes;

    private Costs(long thread) {
        this.thread = thread;
        this.processCpu = SYSTEM.getProcessCpuTime();
        this.threadCpu = THREADS.getThreadCpuTime(thread);
        this.threadBytes = THREADS.getThreadAllocatedBytes(thread);
    }

    /** From now on, with the thread of this name looked at by itself. */
    static Costs ofThread(String name) {
        for (ThreadInfo info : THREADS.getThreadInfo(THREADS.getAllThreadIds())) {
            if (info != null && info.getThreadName().equals(name)) {
                return new Costs(info.getThreadId());
            }
        }
        throw new IllegalStateException("thread=" + name + " does not run");
    }

    /** From now on, with the calling thread looked at by itself. */
    static Costs ofCaller() {
        return new Costs(Thread.currentThread().threadId());
    }

    long processCpuNanos() {
        return SYSTEM.getProcessCpuTime() - processCpu;
    }

    long threadCpuNanos() {
        return THREADS.getThreadCpuTime(thread) - threadCpu;
    }

    long threadBytes() {
        return THREADS.getThreadAllocatedBytes(thread) - threadBytes;
    }
}
