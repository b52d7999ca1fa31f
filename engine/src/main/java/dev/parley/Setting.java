package dev.parley;

import java.util.List;
import java.util.Locale;

/**
 * One thing that can be set: its key in a properties file, its unit, range, default and meaning.
 *
 * @param unit empty where it has none
 * @param choices the values it may have; empty where it is a number or free text
 * @param minimum, maximum bounds of a number; both 0 where it is not one
 */
public record Setting(
        String key,
        String defaultValue,
        String unit,
        List<String> choices,
        long minimum,
        long maximum,
        boolean powerOfTwo,
        String meaning) {
    public Setting {
        choices = List.copyOf(choices);
    }

    /** Free text, such as a path. */
    public static Setting text(String key, String defaultValue, String meaning) {
        return new Setting(key, defaultValue, "", List.of(), 0, 0, false, meaning);
    }

    public static Setting choice(
            String key, String defaultValue, List<String> choices, String meaning) {
        return new Setting(key, defaultValue, "", choices, 0, 0, false, meaning);
    }

    public static Setting number(
            String key,
            long defaultValue,
            long minimum,
            long maximum,
            String unit,
            String meaning) {
        return new Setting(
                key,
                Long.toString(defaultValue),
                unit,
                List.of(),
                minimum,
                maximum,
                false,
                meaning);
    }

    public static Setting powerOfTwo(
            String key,
            long defaultValue,
            long minimum,
            long maximum,
            String unit,
            String meaning) {
        return new Setting(
                key, Long.toString(defaultValue), unit, List.of(), minimum, maximum, true, meaning);
    }

    /** Its name in the environment: {@code sync.interval} is {@code PARLEY_SYNC_INTERVAL}. */
    public String environmentName() {
        return "PARLEY_" + key.toUpperCase(Locale.ROOT).replace('.', '_').replace('-', '_');
    }

    /** What it may be, in words. */
    public String range() {
        if (!choices.isEmpty()) {
            return String.join(", ", choices);
        }
        if (!isNumber()) {
            return "text";
        }
        return minimum + " to " + maximum + (powerOfTwo ? ", a power of two" : "");
    }

    /** Refuses a value outside the range with {@link IllegalArgumentException}. */
    public void check(String value) {
        if (!allows(value)) {
            throw new IllegalArgumentException(key + "=" + value + " is not " + range());
        }
    }

    private boolean allows(String value) {
        if (!choices.isEmpty()) {
            return choices.contains(value);
        }
        if (!isNumber()) {
            return true;
        }
        if (!value.matches("-?[0-9]{1,18}")) {
            return false;
        }
        long number = Long.parseLong(value);
        return number >= minimum
                && number <= maximum
                && (!powerOfTwo || Long.bitCount(number) == 1);
    }

    private boolean isNumber() {
        return maximum > minimum;
    }
}
