package dev.parley.ops;

import dev.parley.codec.EventTypes;
import dev.parley.projection.WorkFold;
import dev.parley.projection.WorkReport;
import dev.parley.replay.RecordEvents;

import org.jspecify.annotations.Nullable;

import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;

import java.io.IOException;

/** What a report is about, and the fold of the log that answers it. */
final class WorkOptions {
    private static final int SHOP_TYPE = EventTypes.id("ShopRegistered");

    @Mixin private DataOptions data = new DataOptions();

    @Option(names = "--shop", paramLabel = "S", description = "Only this shop: its code or id.")
    private String shop = "";

    @Option(
            names = "--since",
            paramLabel = "T",
            converter = TimeOption.class,
            description = "From this time on: 2026-11-22T19:00:00Z or 2026-11-22.")
    private @Nullable Long since;

    @Option(
            names = "--until",
            paramLabel = "T",
            converter = TimeOption.class,
            description = "Up to this time, exclusive.")
    private @Nullable Long until;

    WorkOptions() {}

    /** A report and what its ids are called. */
    record Folded(WorkReport report, Shops shops, People people) {}

    Folded fold(CommandSpec spec) throws IOException {
        try (OpenLog log = OpenLog.open(data)) {
            Shops shops = new Shops();
            RecordEvents events = new RecordEvents();
            Long start = since;
            Long end = until;
            WorkReport report =
                    new WorkReport(
                            wanted(log, spec),
                            start == null ? Long.MIN_VALUE : start,
                            end == null ? Long.MAX_VALUE : end);
            WorkFold fold = new WorkFold(report);
            People people = new People(log);
            long[] lastRecordedAt = {0};
            log.walk(
                    new Progress(
                            spec.commandLine().getErr(), "read up to position", log.provedBefore()),
                    record -> {
                        events.tell(record, fold.events());
                        events.tell(record, shops);
                        events.tell(record, people);
                        lastRecordedAt[0] = record.recordedAt();
                        return true;
                    });
            fold.end(lastRecordedAt[0]);
            return new Folded(report, shops, people);
        }
    }

    /** The shop's id, or 0 for all: its name has to be known before the log is counted. */
    private long wanted(OpenLog log, CommandSpec spec) throws IOException {
        if (shop.isEmpty()) {
            return 0;
        }
        Shops known = new Shops();
        RecordEvents events = new RecordEvents();
        log.walk(
                new Progress(spec.commandLine().getErr(), "shops up to", log.provedBefore()),
                record -> {
                    if (record.eventType() == SHOP_TYPE) {
                        events.tell(record, known);
                    }
                    return true;
                });
        long id = known.named(shop);
        if (id == 0) {
            throw new ParameterException(
                    spec.commandLine(), "--shop='" + shop + "' is not a shop of this log");
        }
        return id;
    }
}
