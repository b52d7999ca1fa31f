package dev.parley.bench.report;

import java.util.Locale;

/** Numbers for people. */
final class Numbers {
    private Numbers() {}

    /** Thousands apart, as few decimals as it has meaning. */
    static String plain(double value) {
        double size = Math.abs(value);
        if (size > 0 && size < 0.0005) {
            return "<0.001";
        }
        if (size >= 100 || value == Math.rint(value)) {
            return String.format(Locale.ROOT, "%,d", Math.round(value));
        }
        return String.format(Locale.ROOT, size >= 10 ? "%.1f" : size >= 1 ? "%.2f" : "%.3f", value);
    }

    /** The same with its unit; a rate's stands close. */
    static String with(double value, String unit) {
        return plain(value) + (unit.startsWith("/") ? "" : " ") + unit;
    }

    /** For axes: 20, 3k, 1.5M. */
    static String brief(double value) {
        if (value >= 1e6) {
            return trimmed(value / 1e6) + "M";
        }
        return value >= 1e3 ? trimmed(value / 1e3) + "k" : trimmed(value);
    }

    private static String trimmed(double value) {
        String text = String.format(Locale.ROOT, value < 1 ? "%.2f" : "%.1f", value);
        return text.contains(".") ? text.replaceAll("0+$", "").replaceAll("\\.$", "") : text;
    }
}
