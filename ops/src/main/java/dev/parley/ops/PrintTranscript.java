package dev.parley.ops;

import dev.parley.replay.RecordEvents;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

import java.io.IOException;
import java.io.PrintWriter;
import java.util.concurrent.Callable;

/** {@code parley transcript}: one conversation, for people or machines. */
@Command(
        name = "transcript",
        mixinStandardHelpOptions = true,
        description = {
            "Prints one conversation: its messages in order, as they last read.",
            "A text whose key is not there is printed as {\"sealed\":KEY_ID}."
        })
final class PrintTranscript implements Callable<Integer> {
    /** How it is printed. */
    enum Format {
        text,
        html,
        json
    }

    @Spec private CommandSpec spec = CommandSpec.create();
    @Mixin private DataOptions data = new DataOptions();

    @Option(
            names = "--conversation",
            paramLabel = "ID",
            required = true,
            description = "The conversation's id, as in `parley events`.")
    private long conversation;

    @Option(
            names = "--format",
            paramLabel = "FORMAT",
            description = "One of: ${COMPLETION-CANDIDATES}. Default: ${DEFAULT-VALUE}.")
    private Format format = Format.text;

    @Option(names = "--json", description = "The same as --format json.")
    private boolean json;

    PrintTranscript() {}

    @Override
    public Integer call() throws IOException {
        try (OpenLog log = OpenLog.open(data)) {
            TranscriptReader reader = new TranscriptReader(log, conversation);
            Shops shops = new Shops();
            RecordEvents events = new RecordEvents();
            Progress progress =
                    new Progress(
                            spec.commandLine().getErr(), "read up to position", log.provedBefore());
            log.walk(
                    progress,
                    record -> {
                        if (record.stream() == conversation && record.seq() > 0) {
                            events.tell(record, reader);
                        } else if (record.seq() == 0) {
                            events.tell(record, shops);
                        }
                        return true;
                    });
            if (!reader.found()) {
                throw Failure.usage(
                        "conversation "
                                + conversation
                                + " is not in this log. Ids are those of `parley events --type"
                                + " ConversationStarted`.");
            }
            print(reader.transcript(shops));
        }
        return 0;
    }

    private void print(Transcript transcript) throws IOException {
        PrintWriter out = spec.commandLine().getOut();
        switch (json ? Format.json : format) {
            case text -> out.print(TranscriptPages.text(transcript));
            case html -> out.print(TranscriptPages.html(transcript));
            case json ->
                    JsonLines.print(out, generator -> TranscriptPages.json(transcript, generator));
        }
        JsonLines.failIfClosed(out);
    }
}
