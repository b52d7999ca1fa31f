package dev.parley.ops;

import com.fasterxml.jackson.core.JsonGenerator;

import dev.parley.log.LogVerifier;
import dev.parley.log.SegmentSource;
import dev.parley.log.Verdict;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

import java.io.IOException;
import java.io.PrintWriter;
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
                    + " power cut tore is no fault: it is counted as void."
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
        if (json) {
            JsonLines.print(out, generator -> write(verdict, generator));
        } else {
            out.println(said(verdict));
            JsonLines.failIfClosed(out);
        }
        return verdict.ok() ? 0 : 1;
    }

    private static void write(Verdict verdict, JsonGenerator json) throws IOException {
        json.writeStartObject();
        json.writeBooleanField("ok", verdict.ok());
        json.writeNumberField("records", verdict.records());
        json.writeNumberField("last_position", verdict.lastPosition());
        json.writeNumberField("proved_before", verdict.provedBefore());
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
