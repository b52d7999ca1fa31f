package dev.parley.bench.profile;

import jdk.jfr.FlightRecorder;

/** How this JVM's flight recorder can tell where processor time goes. */
final class Sampling {
    private Sampling() {}

    /**
     * Whether samples are taken by processor time (native code and the kernel's part included, no
     * thread that waits), which needs Linux. Else threads are looked at every 10 ms, in Java code
     * only.
     */
    static boolean byProcessorTime() {
        return System.getProperty("os.name").equals("Linux")
                && FlightRecorder.getFlightRecorder().getEventTypes().stream()
                        .anyMatch(type -> type.getName().equals("jdk.CPUTimeSample"));
    }
}
