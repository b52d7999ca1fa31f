package dev.parley.bench.report;

import com.fasterxml.jackson.databind.JsonNode;

import dev.parley.bench.load.Workload;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/**
 * A load looked at, in the page: where the time of one message goes, or of whatever the load is
 * many of, and what it costs the machine.
 */
final class Profile {
    private static final int FRAMES = 14;
    private static final double SEEN = 0.005;
    private static final double LEAST_BYTES = 0.5;
    private static final double LEAST_CALLS = 0.001;

    private final JsonNode line;
    private final String unit;
    private final StringBuilder said = new StringBuilder();
    private final StringBuilder tables = new StringBuilder();

    Profile(JsonNode line) {
        this.line = line;
        this.unit = Workload.unit(line.path("profile").asText());
    }

    String html() {
        processor();
        forces();
        memory();
        threads();
        frames();
        allocations();
        calls();
        return said(
                "<details><summary>Looked at: %s%s, %s s, %s/s and p50 %s, p99 %s us"
                        + " meanwhile</summary><ul class=\"why\">%s</ul><div"
                        + " class=\"charts\">%s</div></details>",
                Html.text(Workload.described(line.path("profile").asText())),
                line.has("at") ? ", " + Html.text(Facts.at(line)) : "",
                plain("seconds"),
                plain("per_second"),
                plain("p50_us"),
                plain("p99_us"),
                said,
                tables);
    }

    /** Beyond this share the compilers are still at work, and say nothing of code that is warm. */
    private static final double COMPILING = 0.1;

    /** What the processors allow at most, and which thread is the one that all wait for. */
    private void processor() {
        double micros = line.path("cpu_us").asDouble();
        int cores = line.path("cores").asInt(1);
        if (micros > 0) {
            double busy = micros * line.path("per_second").asDouble() / 1e6 / cores;
            item(
                    "%s us of processor time per %s in all threads; %d cores were %.0f %% busy.",
                    Numbers.plain(micros), unit, cores, 100 * busy);
            double compiling = compiling() / micros;
            if (compiling > COMPILING) {
                item(
                        "%.0f %% of it is compiling: this look is at code that is not warm yet.",
                        100 * compiling);
            } else {
                item(
                        "So %d cores can do %s/s at most.",
                        cores, Numbers.plain(Math.rint(cores * 1e6 / micros)));
            }
        }
        for (JsonNode thread : line.path("threads")) {
            double busy = thread.path("busy").asDouble();
            double waited = thread.path("waited").asDouble();
            String role = thread.path("role").asText();
            if ((role.equals("writer") || role.equals("sender")) && busy + waited > 0.01) {
                item(
                        "The %s was on a core for %.0f %% of the time, and ready without one for"
                                + " %.0f %%; it slept %s times per %s.",
                        role,
                        100 * busy,
                        100 * waited,
                        Numbers.plain(thread.path("voluntary").asDouble()),
                        unit);
            }
        }
    }

    /** Processor time of the compilers for one, microseconds. */
    private double compiling() {
        double micros = 0;
        for (JsonNode thread : line.path("threads")) {
            if (thread.path("role").asText().equals("compiler")) {
                micros += thread.path("cpu_us").asDouble();
            }
        }
        return micros;
    }

    private void forces() {
        JsonNode forces = line.path("forces");
        if (forces.isMissingNode()) {
            return;
        }
        item(
                "A force was under way for %.0f %% of the time: p50 %s, p99 %s us; %ss a force"
                        + " %s, bytes %s, requests to the device %s, its flushes %s.",
                100 * forces.path("share").asDouble(),
                Numbers.plain(forces.path("p50_us").asDouble()),
                Numbers.plain(forces.path("p99_us").asDouble()),
                unit,
                Numbers.plain(forces.path("messages_each").asDouble()),
                Numbers.plain(forces.path("bytes_each").asDouble()),
                Numbers.plain(forces.path("requests_each").asDouble()),
                Numbers.plain(forces.path("flushes_each").asDouble()));
        double rest = line.path("p50_us").asDouble() - forces.path("p50_us").asDouble();
        if (rest > 0 && unit.equals("message")) {
            item(
                    "Of the p50 of %s us the force is %s us; %s us are waiting for one under way,"
                            + " deciding, writing, wakes of threads and the answer.",
                    plain("p50_us"),
                    Numbers.plain(forces.path("p50_us").asDouble()),
                    Numbers.plain(rest));
        }
    }

    private void memory() {
        item(
                "%s B allocated per %s, %s collections with pauses of %s ms altogether; page"
                        + " faults: %s minor, %s major.",
                plain("allocated_bytes"),
                unit,
                plain("collections"),
                plain("pauses_ms"),
                plain("faults_minor"),
                plain("faults_major"));
        JsonNode disk = line.path("disk");
        if (disk.path("bytes").asDouble() > 0) {
            item(
                    "%s was given %s bytes in %s requests per %s, by all processes.",
                    disk.path("device").asText(),
                    Numbers.plain(disk.path("bytes").asDouble()),
                    Numbers.plain(disk.path("requests").asDouble()),
                    unit);
        }
    }

    private void threads() {
        StringBuilder rows = new StringBuilder();
        for (JsonNode thread : line.path("threads")) {
            double faults =
                    thread.path("faults_minor").asDouble() + thread.path("faults_major").asDouble();
            rows.append("<tr>")
                    .append(Html.cell("k", "", thread.path("role").asText()))
                    .append(number(thread, "us", "cpu_us"))
                    .append(number(thread, "waited us", "waited_us"))
                    .append(number(thread, "B", "bytes"))
                    .append(Html.cell("n", "faults", Numbers.plain(faults)))
                    .append(number(thread, "slept", "voluntary"))
                    .append(number(thread, "ousted", "involuntary"))
                    .append("</tr>");
        }
        table(
                "By thread, per " + unit,
                "thread|#us|#waited us|#B|#faults|#slept|#ousted",
                rows.toString());
    }

    /** But for the thread that looks: it says nothing of the load. */
    private void frames() {
        record Frame(String role, JsonNode node) {
            double us() {
                return node.path("us").asDouble();
            }
        }
        List<Frame> frames = new ArrayList<>();
        for (JsonNode thread : line.path("threads")) {
            String role = thread.path("role").asText();
            if (!role.equals("recording")) {
                thread.path("frames").forEach(frame -> frames.add(new Frame(role, frame)));
            }
        }
        StringBuilder rows = new StringBuilder();
        frames.stream()
                .filter(frame -> frame.us() > SEEN * line.path("cpu_us").asDouble())
                .sorted(Comparator.comparingDouble(Frame::us).reversed())
                .limit(FRAMES)
                .forEach(
                        frame ->
                                rows.append("<tr>")
                                        .append(number(frame.node(), "us", "us"))
                                        .append(Html.cell("k", "", frame.role()))
                                        .append(place(frame.node())));
        table(
                "Where processor time goes, per " + unit,
                "#us|thread|method, and what led there",
                rows.toString());
    }

    private void allocations() {
        StringBuilder rows = new StringBuilder();
        for (JsonNode site : line.path("allocations")) {
            if (site.path("bytes").asDouble() >= LEAST_BYTES) {
                rows.append("<tr>").append(number(site, "B", "bytes")).append(place(site));
            }
        }
        if (rows.isEmpty()) {
            item("No place allocates half a byte per %s.", unit);
        }
        table("Allocated, per " + unit, "#B|class, and where", rows.toString());
    }

    private void calls() {
        String by = line.path("calls_by").asText();
        if (by.isEmpty()) {
            item("System calls were not counted: %s.", line.path("calls_why").asText());
            return;
        }
        StringBuilder rows = new StringBuilder();
        for (JsonNode call : line.path("calls")) {
            if (call.path("times").asDouble() >= LEAST_CALLS) {
                rows.append("<tr>")
                        .append(number(call, "times", "times"))
                        .append(number(call, "us inside", "us"))
                        .append(Html.cell("", "", call.path("call").asText()))
                        .append("</tr>");
            }
        }
        if (rows.isEmpty()) {
            item("No system call is made for one %s in a thousand (%s).", unit, by);
        }
        table(
                "System calls, by " + by + ", per " + unit,
                "#times|#us inside|thread: call",
                rows.toString());
    }

    private static String place(JsonNode node) {
        String within = node.path("within").asText();
        return "<td class=\"place\">"
                + Html.text(node.path("what").asText())
                + (within.isEmpty()
                        ? ""
                        : "<br><span class=\"dim\">" + Html.text(within) + "</span>")
                + "</td></tr>";
    }

    /** One without rows is left out; a head that begins with # stands over numbers. */
    private void table(String title, String heads, String rows) {
        if (rows.isEmpty()) {
            return;
        }
        tables.append("<figure><h3>")
                .append(Html.text(title))
                .append("</h3><div class=\"in\"><table class=\"rows\"><thead><tr>");
        for (String head : heads.split("\\|", -1)) {
            boolean number = head.startsWith("#");
            tables.append(number ? "<th class=\"n\">" : "<th>")
                    .append(Html.text(number ? head.substring(1) : head));
        }
        tables.append("</tr></thead><tbody>")
                .append(rows)
                .append("</tbody></table></div></figure>");
    }

    private static String number(JsonNode node, String label, String field) {
        return Html.cell("n", label, Numbers.plain(node.path(field).asDouble()));
    }

    private String plain(String field) {
        return Numbers.plain(line.path(field).asDouble());
    }

    @SuppressWarnings("AnnotateFormatMethod") // private; every call is above
    private void item(String format, Object... values) {
        said.append("<li>").append(Html.text(said(format, values))).append("</li>");
    }

    @SuppressWarnings("AnnotateFormatMethod") // private; every call is above
    private static String said(String format, Object... values) {
        return String.format(Locale.ROOT, format, values);
    }
}
