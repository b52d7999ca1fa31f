package dev.parley.ops;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;

/** Epoch microseconds and ISO-8601, both ways. */
final class Times {
    private static final DateTimeFormatter SHORT =
            DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss").withZone(ZoneOffset.UTC);

    private Times() {}

    /**
     * From {@code 2026-11-22T19:00:00Z}, with an offset, with fractions, or {@code 2026-11-22} for
     * its start in UTC.
     *
     * @throws DateTimeException if it is none of these
     */
    static long micros(String text) {
        Instant instant =
                text.length() == 10
                        ? LocalDate.parse(text).atStartOfDay(ZoneOffset.UTC).toInstant()
                        : DateTimeFormatter.ISO_OFFSET_DATE_TIME.parse(text, Instant::from);
        return ChronoUnit.MICROS.between(Instant.EPOCH, instant);
    }

    static String iso(long micros) {
        return Instant.EPOCH.plus(micros, ChronoUnit.MICROS).toString();
    }

    /** To the second, in UTC, for people. */
    static String shown(long micros) {
        return SHORT.format(Instant.EPOCH.plus(micros, ChronoUnit.MICROS));
    }
}
