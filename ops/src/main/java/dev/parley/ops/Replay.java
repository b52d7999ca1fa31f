package dev.parley.ops;

import com.fasterxml.jackson.core.JsonGenerator;

import dev.parley.log.EventReader;
import dev.parley.projection.SlaBoard;
import dev.parley.replay.Fold;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

import java.io.IOException;
import java.io.PrintWriter;
import java.time.DateTimeException;
import java.util.concurrent.Callable;

/** {@code parley replay}: rebuilds all state and prints one digest of it. */
@Command(
        name = "replay",
        mixinStandardHelpOptions = true,
        description = {
            "Rebuilds the state from the log and prints counts, events/s and the state digest.",
            "The digest is the same on every machine and needs no key: only stored bytes enter."
        })
final class Replay implements Callable<Integer> {
    private static final int CHUNK = 1 << 16;

    @Spec private CommandSpec spec = CommandSpec.create();
    @Mixin private DataOptions data = new DataOptions();

    @Option(
            names = "--at",
            paramLabel = "POSITION|TIME",
            description =
                    "The state once this position was in, or at this time of recording, both"
                            + " inclusive. Default: the last proved position.")
    private String at = "";

    @Option(names = "--json", description = "Print one JSON object.")
    private boolean json;

    Replay() {}

    @Override
    public Integer call() throws IOException {
        PrintWriter out = spec.commandLine().getOut();
        try (OpenLog log = OpenLog.open(data)) {
            long before = log.provedBefore();
            long until = Long.MAX_VALUE;
            if (at.matches("[0-9]{1,18}")) {
                before = before(Long.parseLong(at), before);
            } else if (!at.isEmpty()) {
                until = time();
            }
            Fold fold = new Fold(log.shard(), SlaBoard.SERVER_ROWS);
            long started = System.nanoTime();
            fold(log, fold, before, until);
            double seconds = Math.max(1, System.nanoTime() - started) / 1e9;
            long rate = Math.round(fold.events() / seconds);
            String digest = fold.digest();
            if (json) {
                JsonLines.print(out, generator -> write(fold, digest, rate, generator));
            } else {
                out.println(said(fold, digest, rate));
                JsonLines.failIfClosed(out);
            }
        }
        return 0;
    }

    private void fold(OpenLog log, Fold fold, long before, long until) {
        Progress progress =
                new Progress(spec.commandLine().getErr(), "replayed up to position", before);
        try (EventReader reader = log.reader()) {
            long reached = -1;
            while (fold.nextPosition() != reached && fold.nextPosition() < before) {
                reached = fold.nextPosition();
                fold.run(reader, Math.min(before, reached + CHUNK), until);
                progress.tell(fold.nextPosition());
            }
        }
        progress.end();
    }

    private long before(long position, long proved) {
        if (position >= proved) {
            throw new ParameterException(
                    spec.commandLine(),
                    "--at=" + position + " is behind the last proved position " + (proved - 1));
        }
        return position + 1;
    }

    private long time() {
        try {
            return Times.micros(at);
        } catch (DateTimeException _) {
            throw new ParameterException(
                    spec.commandLine(),
                    "--at='" + at + "' is neither a position nor a time as 2026-11-22T19:00:00Z");
        }
    }

    private static void write(Fold fold, String digest, long rate, JsonGenerator json)
            throws IOException {
        json.writeStartObject();
        json.writeNumberField("position", fold.nextPosition() - 1);
        json.writeNumberField("events", fold.events());
        json.writeNumberField("foreign", fold.foreign());
        json.writeStringField("digest", digest);
        json.writeNumberField("events_per_second", rate);
        json.writeNumberField("accounts", fold.floor().accounts());
        json.writeNumberField("conversations_in_memory", fold.views().board().size());
        json.writeNumberField("visitors_in_memory", fold.views().visitors().size());
        json.writeEndObject();
    }

    private static String said(Fold fold, String digest, long rate) {
        return "position "
                + (fold.nextPosition() - 1)
                + ": "
                + fold.events()
                + " events at "
                + rate
                + " events/s, "
                + fold.views().board().size()
                + " conversations in memory\ndigest "
                + digest;
    }
}
