package dev.parley.ops;

import dev.parley.Engine;
import dev.parley.Environment;
import dev.parley.axon.processors.OfflineProcessors;
import dev.parley.axon.processors.OfflineProcessors.Standing;
import dev.parley.axon.processors.ParkedEvent;
import dev.parley.axon.processors.ProcessorRefusal;
import dev.parley.axon.processors.Retried;
import dev.parley.desk.Desk;
import dev.parley.log.ReadOnlyLog;
import dev.parley.log.chronicle.DirectoryInUse;
import dev.parley.log.chronicle.LogDirectory;
import dev.parley.reports.WorkBook;
import dev.parley.search.StoredSearch;
import dev.parley.search.TranscriptSearch;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;

/**
 * The processors of a directory. A list takes no lock and writes nothing; a reset and a retry need
 * the directory for themselves.
 */
record StoredProcessors(DataOptions data) implements ProcessorAccess {
    /** Nothing is written to the desk here. */
    private static final long WRITE_MILLIS = 1_000;

    /** Of {@code serve}'s, those that are in memory alone: of them nothing is on disk to be at. */
    private static final Set<String> IN_MEMORY = Set.of(Desk.NAME, WorkBook.NAME);

    @Override
    public List<Listed> list() throws IOException {
        long head;
        try (ReadOnlyLog log = LogDirectory.read(data.data(), data.shard())) {
            head = log.provedBefore();
        }
        List<Listed> all = new ArrayList<>();
        for (Standing each : OfflineProcessors.list(files())) {
            OptionalLong position = position(each);
            all.add(
                    new Listed(
                            each.name(),
                            state(each),
                            position,
                            position.isPresent()
                                    ? OptionalLong.of(Math.max(0, head - position.getAsLong()))
                                    : OptionalLong.empty(),
                            each.parked().size(),
                            each.damage(),
                            each.parked().stream().map(StoredProcessors::event).toList()));
        }
        return all;
    }

    @Override
    public String reset(String name) throws IOException {
        int _ = data.shard();
        try (LogDirectory _ = LogDirectory.own(data.data())) {
            if (!OfflineProcessors.wantReset(files(), name)) {
                throw unknown(name);
            }
        } catch (DirectoryInUse inUse) {
            throw running(inUse);
        }
        return "at the next start";
    }

    @Override
    public Outcome retry(String name, OptionalLong position) throws IOException {
        int _ = data.shard();
        try (Engine engine =
                Engine.open(
                        data.engineConfig(),
                        Environment.system(),
                        Extensions.standard(WRITE_MILLIS).all())) {
            Retried retried = engine.processors().retry(name, position);
            return new Outcome(
                    retried.succeeded(),
                    retried.stillParked().size(),
                    retried.stillParked().stream().map(StoredProcessors::event).toList());
        } catch (DirectoryInUse inUse) {
            throw running(inUse);
        } catch (ProcessorRefusal refusal) {
            throw refused(refusal.code().name(), String.valueOf(refusal.getMessage()));
        }
    }

    /** A refusal as an exit code: what was asked is wrong, or the time is. */
    static Failure refused(String code, String message) {
        return code.equals(ProcessorRefusal.Code.BUSY.name())
                ? Failure.environment(message + ".")
                : Failure.usage(message + ".");
    }

    /** Search has it in its own files. */
    private OptionalLong position(Standing standing) throws IOException {
        return standing.name().equals(TranscriptSearch.NAME)
                ? StoredSearch.indexedBefore(TranscriptSearch.in(data.data()))
                : standing.position();
    }

    private Path files() {
        return data.data().resolve("processors");
    }

    private Failure unknown(String name) throws IOException {
        List<String> names = OfflineProcessors.list(files()).stream().map(Standing::name).toList();
        return Failure.usage("processor=" + name + " is none of " + names + ".");
    }

    private static Failure running(DirectoryInUse inUse) {
        return Failure.environment(
                inUse.getMessage()
                        + ". Ask the running server: --url http://127.0.0.1:8080 with a"
                        + " supervisor's token in PARLEY_TOKEN; or stop it first.");
    }

    private static String state(Standing standing) {
        if (standing.damage().isPresent()) {
            return "damaged";
        }
        if (standing.resetWanted()) {
            return "reset at the next start";
        }
        return IN_MEMORY.contains(standing.name()) ? "read at the next start" : "stopped";
    }

    private static Event event(ParkedEvent parked) {
        return new Event(
                parked.position(),
                parked.type(),
                Times.iso(parked.parkedAtMicros()),
                parked.attempts(),
                parked.behind() == ParkedEvent.NOTHING
                        ? OptionalLong.empty()
                        : OptionalLong.of(parked.behind()),
                parked.cause());
    }
}
