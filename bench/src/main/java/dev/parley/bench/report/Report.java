package dev.parley.bench.report;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Makes {@code results.json} and {@code index.html} from what lies in a directory. */
public final class Report {
    private Report() {}

    /** Writes both; tells {@code out} the verdicts. */
    public static void write(Path directory, PrintWriter out) throws IOException {
        Findings findings = Findings.in(directory);
        List<Row> rows = Table.of(findings);
        ArrayNode json = new ObjectMapper().createArrayNode();
        rows.forEach(row -> json.add(row.json()));
        Files.writeString(directory.resolve("results.json"), json.toPrettyString() + "\n");
        Files.writeString(directory.resolve("index.html"), new Page(findings, rows).html());
        tell(rows, out);
        out.println("report: " + directory.resolve("index.html"));
        out.flush();
    }

    /** Whether nothing was measured into a directory. */
    public static boolean isEmpty(Path directory) throws IOException {
        return Table.of(Findings.in(directory)).stream().allMatch(row -> row.value() == null);
    }

    /** The loads that a profile should be made of: those of the figures that are not reached. */
    public static List<String> profilesWanted(Path directory) throws IOException {
        return profilesWanted(Findings.in(directory));
    }

    /** Those of them that have none yet. */
    public static List<String> profilesMissing(Path directory) throws IOException {
        Findings findings = Findings.in(directory);
        return profilesWanted(findings).stream()
                .filter(name -> findings.profile(name).isEmpty())
                .toList();
    }

    private static List<String> profilesWanted(Findings findings) {
        return Table.of(findings).stream()
                .filter(Row::isShort)
                .flatMap(row -> Reasons.profile(row.id()).stream())
                .distinct()
                .toList();
    }

    private static void tell(List<Row> rows, PrintWriter out) {
        for (Row row : rows) {
            Boolean ok = row.ok();
            Double value = row.value();
            if (ok == null || value == null) {
                continue;
            }
            Double ratio = row.ratio();
            out.println(
                    (ok ? "reached      " : "not reached  ")
                            + row.name()
                            + ": "
                            + Numbers.with(value, row.unit())
                            + (ratio == null
                                    ? ""
                                    : " = " + Numbers.plain(ratio) + " x " + row.floor())
                            + "  ("
                            + row.goal().said()
                            + (row.inRounds().isEmpty() ? "" : "; " + row.inRounds())
                            + ")");
        }
    }
}
