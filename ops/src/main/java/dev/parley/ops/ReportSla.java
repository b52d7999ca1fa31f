package dev.parley.ops;

import com.fasterxml.jackson.core.JsonGenerator;

import dev.parley.projection.ShopView;
import dev.parley.projection.SlaReport;
import dev.parley.projection.Views;
import dev.parley.replay.RecordEvents;

import org.jspecify.annotations.Nullable;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

import java.io.IOException;
import java.io.PrintWriter;
import java.math.BigDecimal;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.concurrent.Callable;

/** {@code parley report sla}: how soon customers got their first answer. */
@Command(
        name = "sla",
        mixinStandardHelpOptions = true,
        description = {
            "First-response times of the conversations whose first message from a visitor came in"
                    + " [since, until).",
            "Met is an answer within the target, that instant included. Breaches are answers after"
                    + " it, and customers without one past it at the end of the log. Percentiles"
                    + " are by nearest rank over those answered."
        })
final class ReportSla implements Callable<Integer> {
    /** 2 GiB of rows when full: the one view that grows with the whole log. */
    private static final int ROWS = 1 << 26;

    @Spec private CommandSpec spec = CommandSpec.create();
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

    @Option(names = "--json", description = "Print one JSON object.")
    private boolean json;

    ReportSla() {}

    @Override
    public Integer call() throws IOException {
        Views views = new Views(ROWS);
        Shops shops = new Shops();
        long[] lastRecordedAt = {0};
        try (OpenLog log = OpenLog.open(data)) {
            RecordEvents events = new RecordEvents();
            Progress progress =
                    new Progress(
                            spec.commandLine().getErr(), "read up to position", log.provedBefore());
            log.walk(
                    progress,
                    record -> {
                        events.tell(record, views.events());
                        events.tell(record, shops);
                        lastRecordedAt[0] = record.recordedAt();
                        return true;
                    });
        }
        print(views, shops, lastRecordedAt[0]);
        return 0;
    }

    private void print(Views views, Shops shops, long asOf) throws IOException {
        long wanted = 0;
        if (!shop.isEmpty()) {
            wanted = shops.named(shop);
            if (wanted == 0) {
                throw new ParameterException(
                        spec.commandLine(), "--shop='" + shop + "' is not a shop of this log");
            }
        }
        Long start = since;
        Long end = until;
        SlaReport report =
                views.sla()
                        .select(
                                wanted,
                                start == null ? Long.MIN_VALUE : start,
                                end == null ? Long.MAX_VALUE : end)
                        .report(asOf);
        Set<Integer> targets = targets(views, wanted);
        PrintWriter out = spec.commandLine().getOut();
        if (json) {
            JsonLines.print(out, generator -> write(targets, report, generator));
        } else {
            out.print(said(targets, report));
            JsonLines.failIfClosed(out);
        }
    }

    private static Set<Integer> targets(Views views, long wanted) {
        Set<Integer> targets = new LinkedHashSet<>();
        views.directory().accounts().stream()
                .flatMap(account -> views.directory().shops(account.id()).stream())
                .filter(each -> wanted == 0 || each.id() == wanted)
                .map(ShopView::targetSeconds)
                .forEach(targets::add);
        return targets;
    }

    private static void write(Set<Integer> targets, SlaReport report, JsonGenerator json)
            throws IOException {
        json.writeStartObject();
        if (targets.size() == 1) {
            json.writeNumberField("target_seconds", targets.iterator().next());
        } else {
            // Each conversation was measured against its own shop's.
            json.writeNullField("target_seconds");
        }
        json.writeNumberField("conversations", report.conversations());
        json.writeNumberField("answered", report.answered());
        json.writeNumberField("within_target", report.withinTarget());
        json.writeObjectFieldStart("first_response_seconds");
        seconds(json, "min", report.minMicros());
        seconds(json, "p50", report.p50Micros());
        seconds(json, "p90", report.p90Micros());
        seconds(json, "p99", report.p99Micros());
        seconds(json, "max", report.maxMicros());
        json.writeEndObject();
        json.writeNumberField("breaches", report.breaches());
        json.writeEndObject();
    }

    private static void seconds(JsonGenerator json, String name, long micros) throws IOException {
        if (micros < 0) {
            json.writeNullField(name);
        } else {
            json.writeFieldName(name);
            json.writeNumber(seconds(micros));
        }
    }

    private static String said(Set<Integer> targets, SlaReport report) {
        String target = targets.size() == 1 ? targets.iterator().next() + " s" : "each shop's own";
        return "target          "
                + target
                + "\n"
                + "conversations   "
                + report.conversations()
                + "\n"
                + "answered        "
                + report.answered()
                + "\n"
                + "within target   "
                + report.withinTarget()
                + "\n"
                + "breaches        "
                + report.breaches()
                + "\n"
                + "first response  min "
                + said(report.minMicros())
                + ", p50 "
                + said(report.p50Micros())
                + ", p90 "
                + said(report.p90Micros())
                + ", p99 "
                + said(report.p99Micros())
                + ", max "
                + said(report.maxMicros())
                + "\n";
    }

    private static String said(long micros) {
        return micros < 0 ? "-" : seconds(micros) + " s";
    }

    /** Exact, and whole seconds without a point. */
    private static String seconds(long micros) {
        return BigDecimal.valueOf(micros, 6).stripTrailingZeros().toPlainString();
    }
}
