package dev.parley.bench.report;

import com.fasterxml.jackson.databind.JsonNode;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/** A load looked at, in the page: where a message's time goes, and what it costs the machine. */
final class Profile {
    private static final int FRAMES = 14;
    private static final double SEEN = 0.005;

    private final JsonNode line;
    private final StringBuilder html = new StringBuilder();

    Profile(JsonNode line) {
        this.line = line;
    }

    String html() {
        html.append("<p class=\"dim\">Looked at: ")
                .append(Html.text(line.path("profile").asText()))
                .append(
                        said(
                                ", %s s, %s/s and p50 %s, p99 %s us meanwhile.",
                                plain("seconds"),
                                plain("per_second"),
                                plain("p50_us"),
                                plain("p99_us")))
                .append("</p><ul class=\"why\">");
        processor();
        forces();
        memory();
        html.append("</ul><div class=\"charts\">");
        threads();
        frames();
        allocations();
        calls();
        html.append("</div>");
        return html.toString();
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
                    "%s us of processor time a message in all threads; %d cores were %.0f %% busy.",
                    Numbers.plain(micros), cores, 100 * busy);
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
                                + " %.0f %%; it slept %s times a message.",
                        role,
                        100 * busy,
                        100 * waited,
                        Numbers.plain(thread.path("voluntary").asDouble()));
            }
        }
    }

    /** Processor time of the compilers a message, microseconds. */
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
                "A force was under way for %.0f %% of the time: p50 %s, p99 %s us; messages a force"
                        + " %s, bytes %s, requests to the device %s, its flushes %s.",
                100 * forces.path("share").asDouble(),
                Numbers.plain(forces.path("p50_us").asDouble()),
                Numbers.plain(forces.path("p99_us").asDouble()),
                Numbers.plain(forces.path("messages_each").asDouble()),
                Numbers.plain(forces.path("bytes_each").asDouble()),
                Numbers.plain(forces.path("requests_each").asDouble()),
                Numbers.plain(forces.path("flushes_each").asDouble()));
        double rest = line.path("p50_us").asDouble() - forces.path("p50_us").asDouble();
        if (rest > 0) {
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
                "%s B allocated a message, %s collections with pauses of %s ms altogether; page"
                        + " faults a message: %s minor, %s major.",
                plain("allocated_bytes"),
                plain("collections"),
                plain("pauses_ms"),
                plain("faults_minor"),
                plain("faults_major"));
        JsonNode disk = line.path("disk");
        if (disk.path("bytes").asDouble() > 0) {
            item(
                    "%s was given %s bytes in %s requests a message, by all processes.",
                    disk.path("device").asText(),
                    Numbers.plain(disk.path("bytes").asDouble()),
                    Numbers.plain(disk.path("requests").asDouble()));
        }
    }

    private void threads() {
        begin(
                "By thread, a message",
                "thread",
                "us",
                "waited us",
                "B",
                "faults",
                "slept",
                "ousted");
        for (JsonNode thread : line.path("threads")) {
            html.append("<tr><td>").append(Html.text(thread.path("role").asText()));
            number(thread, "cpu_us");
            number(thread, "waited_us");
            number(thread, "bytes");
            html.append("<td class=\"n\">")
                    .append(
                            Numbers.plain(
                                    thread.path("faults_minor").asDouble()
                                            + thread.path("faults_major").asDouble()));
            number(thread, "voluntary");
            number(thread, "involuntary");
            html.append("</tr>");
        }
        end();
    }

    private void frames() {
        record Frame(String role, JsonNode node) {
            double us() {
                return node.path("us").asDouble();
            }
        }
        List<Frame> frames = new ArrayList<>();
        for (JsonNode thread : line.path("threads")) {
            for (JsonNode frame : thread.path("frames")) {
                frames.add(new Frame(thread.path("role").asText(), frame));
            }
        }
        begin("Where processor time goes, a message", "us", "thread", "method, and what led there");
        frames.stream()
                .filter(frame -> frame.us() > SEEN * line.path("cpu_us").asDouble())
                .sorted(Comparator.comparingDouble(Frame::us).reversed())
                .limit(FRAMES)
                .forEach(
                        frame -> {
                            html.append("<tr>");
                            number(frame.node(), "us");
                            html.append("<td>").append(Html.text(frame.role()));
                            place(frame.node());
                        });
        end();
    }

    private void allocations() {
        begin("Allocated, a message", "B", "class, and where");
        for (JsonNode site : line.path("allocations")) {
            if (site.path("bytes").asDouble() < 0.5) {
                continue;
            }
            html.append("<tr>");
            number(site, "bytes");
            place(site);
        }
        end();
    }

    private void calls() {
        String by = line.path("calls_by").asText();
        if (by.isEmpty()) {
            item("System calls were not counted: %s.", line.path("calls_why").asText());
            return;
        }
        begin("System calls, by " + by + ", a message", "times", "us inside", "thread: call");
        for (JsonNode call : line.path("calls")) {
            if (call.path("times").asDouble() < SEEN / 5) {
                continue;
            }
            html.append("<tr>");
            number(call, "times");
            number(call, "us");
            html.append("<td>").append(Html.text(call.path("call").asText())).append("</tr>");
        }
        end();
    }

    private void place(JsonNode node) {
        String within = node.path("within").asText();
        html.append("<td>").append(Html.text(node.path("what").asText()));
        if (!within.isEmpty()) {
            html.append("<br><span class=\"dim\">").append(Html.text(within)).append("</span>");
        }
        html.append("</tr>");
    }

    private void begin(String title, String... heads) {
        html.append("<figure><h3>")
                .append(Html.text(title))
                .append("</h3><div class=\"in\"><table>")
                .append("<thead><tr>");
        for (String head : heads) {
            boolean number = !head.startsWith("thread") && !head.contains(",");
            html.append(number ? "<th class=\"n\">" : "<th>").append(Html.text(head));
        }
        html.append("</tr></thead><tbody>");
    }

    private void end() {
        html.append("</tbody></table></div></figure>");
    }

    private void number(JsonNode node, String field) {
        html.append("<td class=\"n\">").append(Numbers.plain(node.path(field).asDouble()));
    }

    private String plain(String field) {
        return Numbers.plain(line.path(field).asDouble());
    }

    @SuppressWarnings("AnnotateFormatMethod") // private; every call is above
    private void item(String format, Object... values) {
        html.append("<li>").append(Html.text(said(format, values))).append("</li>");
    }

    @SuppressWarnings("AnnotateFormatMethod") // private; every call is above
    private static String said(String format, Object... values) {
        return String.format(Locale.ROOT, format, values);
    }
}
