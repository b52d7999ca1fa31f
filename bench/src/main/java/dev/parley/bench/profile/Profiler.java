package dev.parley.bench.profile;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

import dev.parley.bench.load.Sheet;
import dev.parley.bench.load.Workload;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.ToLongFunction;

/** Looks at subjects, one after the other, and writes a line for each. */
public final class Profiler {
    private static final int FRAMES = 8;
    private static final int ALLOCATIONS = 10;
    private static final int CALLS = 12;

    private final Sheet sheet;
    private final Path scratch;
    private final long nanos;

    /**
     * @param scratch for files that are read and thrown away
     * @param nanos of the load that is looked at
     */
    public Profiler(Sheet sheet, Path scratch, long nanos) {
        this.sheet = sheet;
        this.scratch = scratch;
        this.nanos = nanos;
    }

    public void look(Subject subject) throws IOException {
        sheet.say("profile " + subject.name());
        Subject.Loaded _ = subject.load(nanos / 2);
        Path file = scratch.resolve(subject.name() + ".jfr");
        subject.flight().begin();
        Tasks tasks = Tasks.of(subject.pid());
        Optional<Disk> disk = Disk.under(subject.directory());
        Subject.Loaded loaded = subject.load(nanos);
        Optional<Disk> written =
                Disk.under(subject.directory()).flatMap(now -> disk.map(now::since));
        Map<Role, Tasks.Task> used = Tasks.of(subject.pid()).since(tasks);
        subject.flight().end(file);
        FlightData flight = FlightData.read(file);
        Files.delete(file);
        long[] traced = {0};
        SystemCalls calls =
                SystemCalls.during(
                        subject.pid(),
                        scratch,
                        () -> traced[0] += Math.max(1, subject.load(nanos / 2).messages()));
        ObjectNode line = head(subject, loaded);
        new Told(line, used, flight, loaded).write();
        written.ifPresent(each -> disk(line, each, flight, loaded));
        calls(line, calls, Math.max(1, traced[0]));
        sheet.profile(line);
        sheet.say(
                String.format(
                        Locale.ROOT,
                        "    %d/s while looked at: %.2f us of processor time, %.0f B, %.4f faults,"
                                + " %.3f system calls per %s",
                        line.path("per_second").asLong(),
                        line.path("cpu_us").asDouble(),
                        line.path("allocated_bytes").asDouble(),
                        line.path("faults_minor").asDouble(),
                        line.path("calls_each").asDouble(),
                        Workload.unit(subject.name())));
    }

    private static ObjectNode head(Subject subject, Subject.Loaded loaded) {
        ObjectNode line = Json.object();
        line.put("profile", subject.name()).put("messages", loaded.messages());
        line.put("at", Instant.now().toString());
        line.put("seconds", Json.rounded(loaded.nanos() / 1e9));
        line.put("per_second", Math.round(loaded.messages() * 1e9 / loaded.nanos()));
        line.put("p50_us", Json.rounded(loaded.latencies().getValueAtPercentile(50) / 1e3));
        line.put("p99_us", Json.rounded(loaded.latencies().getValueAtPercentile(99) / 1e3));
        line.put("cores", Runtime.getRuntime().availableProcessors());
        line.put("sampled_by", Sampling.byProcessorTime() ? "processor time" : "Java code only");
        return line;
    }

    /** The parts of a line that come from the recording and from the threads. */
    private record Told(
            ObjectNode line, Map<Role, Tasks.Task> used, FlightData flight, Subject.Loaded loaded) {
        void write() {
            ArrayNode threads = line.putArray("threads");
            for (Role role : Role.values()) {
                Tasks.Task task = used.getOrDefault(role, Tasks.Task.NONE);
                long bytes = flight.allocatedBytes(role);
                if (task.runNanos() > loaded.nanos() / 1_000 || bytes > loaded.messages()) {
                    thread(threads.addObject(), role, task, bytes);
                }
            }
            line.put("faults_minor", each(Tasks.Task::minorFaults));
            line.put("faults_major", each(Tasks.Task::majorFaults));
            line.put("cpu_us", each(Tasks.Task::runNanos) / 1e3);
            line.put("collections", flight.collections());
            line.put("pauses_ms", Json.rounded(flight.pauseNanos() / 1e6));
            allocations();
        }

        private void thread(ObjectNode into, Role role, Tasks.Task task, long bytes) {
            double micros = task.runNanos() / 1e3 / loaded.messages();
            into.put("role", role.label()).put("cpu_us", Json.rounded(micros));
            into.put("busy", Json.rounded((double) task.runNanos() / loaded.nanos()));
            into.put("waited_us", Json.rounded(task.waitedNanos() / 1e3 / loaded.messages()));
            into.put("waited", Json.rounded((double) task.waitedNanos() / loaded.nanos()));
            into.put("voluntary", per(task.voluntary()));
            into.put("involuntary", per(task.involuntary()));
            into.put("faults_minor", per(task.minorFaults()));
            into.put("faults_major", per(task.majorFaults()));
            into.put("bytes", Json.rounded((double) bytes / loaded.messages()));
            Map<FlightData.Place, Long> samples = flight.samples(role);
            double all = samples.values().stream().mapToLong(Long::longValue).sum();
            ArrayNode frames = into.putArray("frames");
            samples.entrySet().stream()
                    .sorted(Map.Entry.<FlightData.Place, Long>comparingByValue().reversed())
                    .limit(FRAMES)
                    .forEach(
                            sample ->
                                    Json.place(frames.addObject(), sample.getKey())
                                            .put("share", Json.rounded(sample.getValue() / all))
                                            .put(
                                                    "us",
                                                    Json.rounded(
                                                            micros * sample.getValue() / all)));
        }

        /** Shares as sampled, of what the JVM counted for all threads. */
        private void allocations() {
            double bytes = 0;
            for (Role role : Role.values()) {
                bytes += flight.allocatedBytes(role);
            }
            double each = bytes / loaded.messages();
            double all = flight.allocations().values().stream().mapToLong(Long::longValue).sum();
            line.put("allocated_bytes", Json.rounded(each));
            ArrayNode allocations = line.putArray("allocations");
            flight.allocations().entrySet().stream()
                    .sorted(Map.Entry.<FlightData.Place, Long>comparingByValue().reversed())
                    .limit(ALLOCATIONS)
                    .forEach(
                            site ->
                                    Json.place(allocations.addObject(), site.getKey())
                                            .put(
                                                    "bytes",
                                                    Json.rounded(each * site.getValue() / all)));
        }

        private double each(ToLongFunction<Tasks.Task> of) {
            return per(used.values().stream().mapToLong(of).sum());
        }

        private double per(long count) {
            return Math.round(count * 1e5 / loaded.messages()) / 1e5;
        }
    }

    private static void disk(
            ObjectNode line, Disk written, FlightData flight, Subject.Loaded loaded) {
        long forces = flight.forces().getTotalCount();
        ObjectNode disk = line.putObject("disk");
        disk.put("device", written.device());
        disk.put("bytes", Json.rounded((double) written.bytes() / loaded.messages()));
        disk.put("requests", Json.rounded((double) written.requests() / loaded.messages()));
        if (forces < 10) {
            return;
        }
        ObjectNode force = line.putObject("forces");
        force.put("messages_each", Json.rounded((double) loaded.messages() / forces));
        force.put("p50_us", Json.rounded(flight.forces().getValueAtPercentile(50) / 1e3));
        force.put("p99_us", Json.rounded(flight.forces().getValueAtPercentile(99) / 1e3));
        force.put("share", Json.rounded((double) flight.forceNanos() / loaded.nanos()));
        force.put("bytes_each", Math.round((double) written.bytes() / forces));
        force.put("requests_each", Json.rounded((double) written.requests() / forces));
        force.put("flushes_each", Json.rounded((double) written.flushes() / forces));
    }

    /** By kind of thread, the most frequent first. */
    private static void calls(ObjectNode line, SystemCalls calls, long messages) {
        line.put("calls_by", calls.by());
        if (calls.by().isEmpty()) {
            line.put("calls_why", calls.why());
            return;
        }
        ArrayNode each = line.putArray("calls");
        Json.byRole(calls).entrySet().stream()
                .sorted(Map.Entry.comparingByValue((a, b) -> Long.compare(b.count(), a.count())))
                .limit(CALLS)
                .forEach(
                        call ->
                                each.addObject()
                                        .put("call", call.getKey())
                                        .put("times", (double) call.getValue().count() / messages)
                                        .put(
                                                "us",
                                                Json.rounded(
                                                        call.getValue().millis()
                                                                * 1e3
                                                                / messages)));
        line.put(
                "calls_each",
                Json.rounded(
                        calls.calls().stream().mapToLong(SystemCalls.Call::count).sum()
                                / (double) messages));
    }
}
