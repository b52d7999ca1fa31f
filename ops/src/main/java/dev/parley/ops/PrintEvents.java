package dev.parley.ops;

import dev.parley.codec.EventTypes;
import dev.parley.log.LogRecord;
import dev.parley.replay.RecordEvents;

import org.jspecify.annotations.Nullable;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

import java.io.IOException;
import java.util.concurrent.Callable;

/** {@code parley events}: the log as JSON lines. */
@Command(
        name = "events",
        mixinStandardHelpOptions = true,
        description = {
            "Prints events as JSON lines, in the order of the log.",
            "Sealed fields whose key is not there are printed as {\"sealed\":KEY_ID}."
        })
final class PrintEvents implements Callable<Integer> {
    @Spec private CommandSpec spec = CommandSpec.create();
    @Mixin private DataOptions data = new DataOptions();

    @Option(names = "--from", paramLabel = "P", description = "First position.")
    private long from;

    @Option(names = "--to", paramLabel = "P", description = "Last position, inclusive.")
    private long to = Long.MAX_VALUE;

    @Option(
            names = "--conversation",
            paramLabel = "ID",
            description = "Only events of the conversation with this id.")
    private long conversation;

    @Option(names = "--type", paramLabel = "T", description = "Only this type: MessagePosted.")
    private String type = "";

    @Option(
            names = "--since",
            paramLabel = "T",
            converter = TimeOption.class,
            description = "Only recorded at this time or later: 2026-11-22T19:00:00Z.")
    private @Nullable Long since;

    @Option(
            names = "--until",
            paramLabel = "T",
            converter = TimeOption.class,
            description = "Only recorded before this time.")
    private @Nullable Long until;

    PrintEvents() {}

    /** Accepted as everywhere; changes nothing. */
    @Option(names = "--json", description = "JSON lines; there is no other form.")
    void json(boolean asked) {}

    @Override
    public Integer call() throws IOException {
        if (!type.isEmpty() && !type.equals(EventPrinter.FOREIGN) && !EventTypes.isName(type)) {
            throw new ParameterException(
                    spec.commandLine(), "--type='" + type + "' is no event type: " + types());
        }
        Long end = until;
        try (OpenLog log = OpenLog.open(data);
                JsonLines lines = new JsonLines(spec.commandLine().getOut())) {
            Shops shops = new Shops();
            RecordEvents events = new RecordEvents();
            EventPrinter printer = new EventPrinter(log, shops);
            Progress progress =
                    new Progress(
                            spec.commandLine().getErr(), "read up to position", log.provedBefore());
            // From position 0 in any case: the shop of a conversation is named where it starts.
            log.walk(
                    progress,
                    record -> {
                        if (record.position() > to || (end != null && record.recordedAt() >= end)) {
                            return false;
                        }
                        events.tell(record, shops);
                        if (isWanted(record)) {
                            lines.line(generator -> printer.print(record, generator));
                        }
                        return true;
                    });
        }
        return 0;
    }

    private boolean isWanted(LogRecord record) {
        Long start = since;
        return record.position() >= from
                && (conversation == 0 || (record.stream() == conversation && record.seq() > 0))
                && (start == null || record.recordedAt() >= start)
                && (type.isEmpty() || type.equals(EventPrinter.typeOf(record)));
    }

    private static String types() {
        return String.join(", ", EventTypes.ids().stream().map(EventTypes::name).sorted().toList());
    }
}
