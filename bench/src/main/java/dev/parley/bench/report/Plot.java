package dev.parley.bench.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalInt;
import java.util.function.DoubleFunction;

/**
 * A chart as inline SVG: lines over two axes, linear or logarithmic; a legend of text below, which
 * has the room that names take. What is in several charts has one colour in all of them; a second
 * line of a colour is dashed.
 */
final class Plot {
    private static final int WIDTH = 440;
    private static final int HEIGHT = 286;
    private static final int LEFT = 58;
    private static final int RIGHT = 34;
    private static final int TOP = 12;
    private static final int BOTTOM = 50;
    private static final int COLOURS = 6;

    /** Who has which colour, by how the name begins. */
    private static final Map<String, Integer> KNOWN =
            Map.of("product", 0, "Parley", 0, "bare", 1, "F3", 2, "Node", 3);

    /** One line: points of x and y, ascending in x. */
    record Series(String name, List<double[]> points) {}

    /**
     * @param log both bounds above 0 then
     * @param ticks where to name a value; empty: at decades, or in even steps
     */
    record Axis(
            String title,
            boolean log,
            double least,
            double most,
            List<Double> ticks,
            DoubleFunction<String> label) {
        static Axis log(String title, double least, double most) {
            return new Axis(title, true, least, most, List.of(), Numbers::brief);
        }

        static Axis even(String title, double most) {
            return new Axis(title, false, 0, most, List.of(), Numbers::brief);
        }

        /** Where a value lies, 0 to 1. */
        double at(double value) {
            double held = Math.clamp(value, least, most);
            return log
                    ? Math.log(held / least) / Math.log(most / least)
                    : (held - least) / (most - least);
        }

        List<Double> marks() {
            if (!ticks.isEmpty()) {
                return ticks;
            }
            return log ? decades() : steps();
        }

        private List<Double> decades() {
            List<Double> marks = new ArrayList<>();
            boolean fine = most / least < 300;
            for (double ten = Math.pow(10, Math.floor(Math.log10(least)));
                    ten <= most * 1.001;
                    ten *= 10) {
                for (double by : fine ? new double[] {1, 2, 5} : new double[] {1}) {
                    if (ten * by >= least * 0.999 && ten * by <= most * 1.001) {
                        marks.add(ten * by);
                    }
                }
            }
            return marks;
        }

        private List<Double> steps() {
            double rough = (most - least) / 5;
            double ten = Math.pow(10, Math.floor(Math.log10(rough)));
            double step = rough / ten > 5 ? 10 * ten : rough / ten > 2 ? 5 * ten : 2 * ten;
            List<Double> marks = new ArrayList<>();
            for (double mark = least; mark <= most * 1.001; mark += step) {
                marks.add(mark);
            }
            return marks;
        }
    }

    private final StringBuilder svg = new StringBuilder();
    private final Axis x;
    private final Axis y;

    private Plot(Axis x, Axis y) {
        this.x = x;
        this.y = y;
    }

    /** The chart; {@code title} is told to readers who do not see it. */
    static String of(String title, Axis x, Axis y, List<Series> series) {
        return new Plot(x, y).draw(title, series);
    }

    private String draw(String title, List<Series> series) {
        add(
                "<svg viewBox=\"0 0 %d %d\" role=\"img\" aria-label=\"%s\">",
                WIDTH, HEIGHT, Html.text(title));
        grid();
        List<String> styles = styles(series);
        for (int i = 0; i < series.size(); i++) {
            line(series.get(i), styles.get(i));
        }
        svg.append("</svg>");
        legend(series, styles);
        return svg.toString();
    }

    private static List<String> styles(List<Series> series) {
        int[] lines = new int[COLOURS];
        series.forEach(each -> known(each).ifPresent(colour -> lines[colour]++));
        boolean[] drawn = new boolean[COLOURS];
        List<String> styles = new ArrayList<>();
        for (Series each : series) {
            int colour = known(each).orElseGet(() -> leastUsed(lines));
            if (known(each).isEmpty()) {
                lines[colour]++;
            }
            styles.add("c" + colour + (drawn[colour] ? " l" : ""));
            drawn[colour] = true;
        }
        return styles;
    }

    private static OptionalInt known(Series series) {
        return KNOWN.entrySet().stream()
                .filter(each -> series.name().startsWith(each.getKey()))
                .mapToInt(Map.Entry::getValue)
                .findFirst();
    }

    private static int leastUsed(int[] lines) {
        int least = 0;
        for (int i = 1; i < lines.length; i++) {
            least = lines[i] < lines[least] ? i : least;
        }
        return least;
    }

    private void grid() {
        double bottom = HEIGHT - BOTTOM;
        for (double mark : x.marks()) {
            double at = across(mark);
            add("<path class=\"g\" d=\"M%.1f %dV%.1f\"/>", at, TOP, bottom);
            add(
                    "<text x=\"%.1f\" y=\"%.1f\" text-anchor=\"middle\">%s</text>",
                    at, bottom + 21, Html.text(x.label().apply(mark)));
        }
        for (double mark : y.marks()) {
            double at = up(mark);
            add("<path class=\"g\" d=\"M%d %.1fH%d\"/>", LEFT, at, WIDTH - RIGHT);
            add(
                    "<text x=\"%d\" y=\"%.1f\" text-anchor=\"end\">%s</text>",
                    LEFT - 5, at + 4, Html.text(y.label().apply(mark)));
        }
        add(
                "<text class=\"a\" x=\"%d\" y=\"%d\" text-anchor=\"middle\">%s</text>",
                (LEFT + WIDTH - RIGHT) / 2, HEIGHT - 9, Html.text(x.title()));
        add(
                "<text class=\"a\" transform=\"translate(15 %d) rotate(-90)\""
                        + " text-anchor=\"middle\">%s</text>",
                (TOP + HEIGHT - BOTTOM) / 2, Html.text(y.title()));
    }

    private void line(Series series, String style) {
        StringBuilder path = new StringBuilder();
        for (double[] point : series.points()) {
            path.append(
                    String.format(
                            Locale.ROOT,
                            "%s%.1f %.1f",
                            path.isEmpty() ? "M" : "L",
                            across(point[0]),
                            up(point[1])));
        }
        if (!path.isEmpty()) {
            add("<path class=\"s %s\" d=\"%s\"/>", style, path.toString());
        }
        if (series.points().size() <= 12) {
            for (double[] point : series.points()) {
                add(
                        "<circle class=\"d %s\" cx=\"%.1f\" cy=\"%.1f\" r=\"3\"/>",
                        style, across(point[0]), up(point[1]));
            }
        }
    }

    private void legend(List<Series> series, List<String> styles) {
        add("<ul class=\"legend\">");
        for (int i = 0; i < series.size(); i++) {
            add(
                    "<li><svg viewBox=\"0 0 18 8\" aria-hidden=\"true\"><path class=\"s %s\""
                            + " d=\"M0 4h18\"/></svg>%s</li>",
                    styles.get(i), Html.text(series.get(i).name()));
        }
        add("</ul>");
    }

    private double across(double value) {
        return LEFT + x.at(value) * (WIDTH - LEFT - RIGHT);
    }

    private double up(double value) {
        return HEIGHT - BOTTOM - y.at(value) * (HEIGHT - BOTTOM - TOP);
    }

    @SuppressWarnings("AnnotateFormatMethod") // private; every call is above
    private void add(String format, Object... values) {
        svg.append(String.format(Locale.ROOT, format, values));
    }
}
