package dev.parley.ops;

import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

import java.time.DateTimeException;

/** Reads a time given on the command line as epoch microseconds. */
final class TimeOption implements ITypeConverter<Long> {
    @Override
    public Long convert(String value) {
        try {
            return Times.micros(value);
        } catch (DateTimeException _) {
            throw new TypeConversionException(
                    "'" + value + "' is no time such as 2026-11-22T19:00:00Z or 2026-11-22");
        }
    }
}
