package dev.parley.bench.profile;

import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordedFrame;
import jdk.jfr.consumer.RecordedMethod;
import jdk.jfr.consumer.RecordedStackTrace;
import jdk.jfr.consumer.RecordedThread;
import jdk.jfr.consumer.RecordingFile;

import org.HdrHistogram.Histogram;
import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/** What a recording says, summed up. */
final class FlightData {
    private static final String OURS = "dev.parley.";
    private static final long MOST_NANOS = 60_000_000_000L;
    private static final Duration FIRST = Duration.ofMillis(100);

    private final Map<Role, Map<Place, Long>> samples = new EnumMap<>(Role.class);
    private final Map<Place, Long> allocations = new HashMap<>();
    private final Map<Long, Allocated> threads = new HashMap<>();
    private final Set<Long> sampled = new HashSet<>();

    /** Up to when a virtual thread's allocation is not told; null before the first sample. */
    private @Nullable Instant begun;

    private final Histogram forces = new Histogram(1, MOST_NANOS, 3);
    private long forceNanos;
    private int collections;
    private long pauseNanos;

    /**
     * Where something happens.
     *
     * @param what the method on top, or the class that is allocated
     * @param within the method of ours that led there; empty where none did
     */
    record Place(String what, String within) {}

    private record Allocated(Role role, long first, long last, int times) {}

    private FlightData() {}

    static FlightData read(Path file) throws IOException {
        FlightData data = new FlightData();
        try (RecordingFile recording = new RecordingFile(file)) {
            while (recording.hasMoreEvents()) {
                data.add(recording.readEvent());
            }
        }
        return data;
    }

    private void add(RecordedEvent event) {
        switch (event.getEventType().getName()) {
            case "jdk.CPUTimeSample" -> sample(event, event.getThread("eventThread"));
            case "jdk.ExecutionSample" -> sample(event, event.getThread("sampledThread"));
            case "jdk.ObjectAllocationSample" -> allocation(event);
            case "jdk.ThreadAllocationStatistics" -> allocated(event);
            case "jdk.FileForce" -> {
                long nanos = event.getDuration().toNanos();
                forces.recordValue(Math.clamp(nanos, 1, MOST_NANOS));
                forceNanos += nanos;
            }
            case "jdk.GarbageCollection" -> {
                collections++;
                pauseNanos += event.getDuration("sumOfPauses").toNanos();
            }
            default -> {
                // The recorder's own.
            }
        }
    }

    private void sample(RecordedEvent event, @Nullable RecordedThread thread) {
        if (thread == null) {
            return;
        }
        RecordedStackTrace stack = event.getStackTrace();
        String top =
                stack == null || stack.getFrames().isEmpty()
                        ? "outside of Java"
                        : method(stack.getFrames().getFirst());
        String within = within(stack);
        samples.computeIfAbsent(role(thread), _ -> new HashMap<>())
                .merge(new Place(top, within.equals(top) ? "" : within), 1L, Long::sum);
    }

    private void allocation(RecordedEvent event) {
        RecordedThread thread = event.getThread("eventThread");
        if (begun == null) {
            begun = event.getStartTime().plus(FIRST);
        }
        // The first one of a thread weighs all that it allocated before the recording; a virtual
        // thread's is its carrier's.
        if (thread != null
                && !(thread.isVirtual()
                        ? event.getStartTime().isBefore(begun)
                        : sampled.add(thread.getId()))) {
            allocations.merge(
                    new Place(
                            brief(event.getClass("objectClass").getName()),
                            within(event.getStackTrace())),
                    event.getLong("weight"),
                    Long::sum);
        }
    }

    private void allocated(RecordedEvent event) {
        RecordedThread thread = event.getThread("thread");
        if (thread == null) {
            return;
        }
        long bytes = event.getLong("allocated");
        threads.merge(
                thread.getId(),
                // One that was not there at the beginning has allocated all of it since.
                new Allocated(role(thread), bytes, bytes, 1),
                (a, b) ->
                        new Allocated(
                                a.role(),
                                Math.min(a.first(), b.first()),
                                Math.max(a.last(), b.last()),
                                2));
    }

    private static Role role(RecordedThread thread) {
        String name = thread.getJavaName();
        if (thread.isVirtual()) {
            return Role.ANSWERS;
        }
        return Role.of(name == null ? String.valueOf(thread.getOSName()) : name);
    }

    /** The nearest method of ours, from the top. */
    private static String within(@Nullable RecordedStackTrace stack) {
        if (stack != null) {
            for (RecordedFrame frame : stack.getFrames()) {
                if (frame.getMethod().getType().getName().startsWith(OURS)) {
                    return method(frame);
                }
            }
        }
        return "";
    }

    private static String method(RecordedFrame frame) {
        RecordedMethod method = frame.getMethod();
        return brief(method.getType().getName()) + "." + method.getName();
    }

    /** A class without its package; arrays as in the language. */
    private static String brief(String type) {
        int arrays = type.lastIndexOf('[') + 1;
        String element = type.substring(arrays);
        if (arrays > 0) {
            element =
                    switch (element) {
                        case "B" -> "byte";
                        case "J" -> "long";
                        case "I" -> "int";
                        case "C" -> "char";
                        default -> element.replaceAll("^L|;$", "");
                    };
        }
        String named = element.replaceAll("(/|\\$\\$).*", "");
        return named.substring(named.lastIndexOf('.') + 1) + "[]".repeat(arrays);
    }

    Map<Place, Long> samples(Role role) {
        return samples.getOrDefault(role, Map.of());
    }

    /** Bytes by class and place, as sampled: shares, not sums. */
    Map<Place, Long> allocations() {
        return allocations;
    }

    /** Bytes that threads of a role allocated; a thread seen but once was new. */
    long allocatedBytes(Role role) {
        return threads.values().stream()
                .filter(each -> each.role() == role)
                .mapToLong(each -> each.times() == 1 ? each.last() : each.last() - each.first())
                .sum();
    }

    Histogram forces() {
        return forces;
    }

    long forceNanos() {
        return forceNanos;
    }

    int collections() {
        return collections;
    }

    long pauseNanos() {
        return pauseNanos;
    }
}
