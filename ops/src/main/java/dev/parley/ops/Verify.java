package dev.parley.ops;

import com.fasterxml.jackson.core.JsonGenerator;

import dev.parley.log.EventReader;
import dev.parley.log.LogVerifier;
import dev.parley.log.ReadOnlyLog;
import dev.parley.log.SegmentSource;
import dev.parley.log.Verdict;
import dev.parley.log.chronicle.LogDirectory;
import dev.parley.projection.SlaBoard;
import dev.parley.replay.SnapshotDirectory;
import dev.parley.replay.Snapshots;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

import java.io.IOException;
import java.io.PrintWriter;
import java.util.List;
import java.util.concurrent.Callable;

/**
 * {@code parley verify}: exit 0 if every record that has to hold does, 1 with the position if not.
 */
@Command(
        name = "verify",
        mixinStandardHelpOptions = true,
        description = {
            "Checks the whole log: checksums, framing, dense positions, order of time, the chain of"
                    + " segments.",
            "Exits 1 and names the first bad position if something does not hold. A tail that a"
                    + " power cut tore is no fault: it is counted as void.",
            "Says of each snapshot whether a start could go on from it; one that does not hold is"
                    + " no fault either: a start passes it over."
        })
final class Verify implements Callable<Integer> {
    @Spec private CommandSpec spec = CommandSpec.create();
    @Mixin private DataOptions data = new DataOptions();

    @Option(names = "--json", description = "Print one JSON object.")
    private boolean json;

    Verify() {}

    @Override
    public Integer call() throws IOException {
        PrintWriter out = spec.commandLine().getOut();
        Progress progress = new Progress(spec.commandLine().getErr(), "verified up to position", 0);
        Verdict verdict;
        try (SegmentSource source = OpenLog.source(data)) {
            verdict = LogVerifier.verify(source, data.shard(), progress::tell);
        }
        progress.end();
        List<Snapshots.Found> snapshots = verdict.ok() ? snapshots() : List.of();
        if (json) {
            JsonLines.print(out, generator -> write(verdict, snapshots, generator));
        } else {
            out.println(said(verdict));
            snapshots.forEach(each -> out.println(said(each)));
            JsonLines.failIfClosed(out);
        }
        return verdict.ok() ? 0 : 1;
    }

    /** Checked as a start does it; whole records count, since a live server has forced them. */
    private List<Snapshots.Found> snapshots() throws IOException {
        int shard = data.shard();
        try (ReadOnlyLog log = LogDirectory.read(data.data(), shard);
                EventReader reader = log.reader()) {
            return new Snapshots(
                            SnapshotDirectory.of(data.data(), shard),
                            shard,
                            SlaBoard.SERVER_ROWS,
                            1)
                    .list(reader, log.validBefore());
        }
    }

    private static void write(Verdict verdict, List<Snapshots.Found> snapshots, JsonGenerator json)
            throws IOException {
        json.writeStartObject();
        json.writeBooleanField("ok", verdict.ok());
        json.writeNumberField("records", verdict.records());
        json.writeNumberField("last_position", verdict.lastPosition());
        json.writeNumberField("proved_before", verdict.provedBefore());
        json.writeArrayFieldStart("snapshots");
        for (Snapshots.Found each : snapshots) {
            json.writeStartObject();
            json.writeNumberField("position", each.position() - 1);
            json.writeNumberField("bytes", each.bytes());
            json.writeBooleanField("ok", each.fault().isEmpty());
            json.writeStringField("digest", each.digest());
            json.writeStringField("fault", each.fault());
            json.writeEndObject();
        }
        json.writeEndArray();
        json.writeNumberField("void_tail", verdict.voidTail());
        if (verdict.firstBad().isPresent()) {
            json.writeNumberField("first_bad_position", verdict.firstBad().getAsLong());
            json.writeStringField("reason", verdict.reason());
        } else {
            json.writeNullField("first_bad_position");
            json.writeNullField("reason");
        }
        json.writeEndObject();
    }

    private static String said(Snapshots.Found snapshot) {
        return "snapshot at position "
                + (snapshot.position() - 1)
                + (snapshot.fault().isEmpty()
                        ? ": ok, digest " + snapshot.digest()
                        : ": no start goes on from it: " + snapshot.fault());
    }

    private static String said(Verdict verdict) {
        if (verdict.firstBad().isPresent()) {
            return "BAD at position " + verdict.firstBad().getAsLong() + ": " + verdict.reason();
        }
        String tail =
                verdict.voidTail() == 0
                        ? ""
                        : ", " + verdict.voidTail() + " torn at the end that the next start voids";
        return "ok: "
                + verdict.records()
                + " records, last position "
                + verdict.lastPosition()
                + ", proved to be on disk before "
                + verdict.provedBefore()
                + tail;
    }
}
