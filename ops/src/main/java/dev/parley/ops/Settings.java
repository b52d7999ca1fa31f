package dev.parley.ops;

import dev.parley.EngineConfig;
import dev.parley.Setting;
import dev.parley.api.ApiConfig;

import java.io.IOException;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Properties;
import java.util.stream.Stream;

/**
 * Settings of engine and server: a properties file, above it the environment, above that the
 * command line. A key that is no setting is refused, since it is most likely a slip.
 */
final class Settings {
    private final Map<String, String> values = new HashMap<>();

    /** Everything that can be set. */
    static Stream<Setting> all() {
        return Stream.concat(EngineConfig.SETTINGS.stream(), ApiConfig.SETTINGS.stream());
    }

    /** Takes a properties file in, in UTF-8. */
    void file(Path file) throws IOException {
        Properties properties = new Properties();
        try (Reader reader = Files.newBufferedReader(file, StandardCharsets.UTF_8)) {
            properties.load(reader);
        } catch (IllegalArgumentException e) {
            throw Failure.usage(file + ": " + e.getMessage() + ". Write KEY=VALUE lines.");
        }
        for (String key : properties.stringPropertyNames()) {
            if (all().noneMatch(setting -> setting.key().equals(key))) {
                throw Failure.usage(
                        file + ": " + key + " is no setting. `parley settings` lists them all.");
            }
            values.put(key, properties.getProperty(key));
        }
    }

    /** Takes in every variable that names a setting. */
    void environment(Map<String, String> environment) {
        all().forEach(
                        setting -> {
                            String value = environment.get(setting.environmentName());
                            if (value != null) {
                                values.put(setting.key(), value);
                            }
                        });
    }

    void set(String key, Object value) {
        values.put(key, value.toString());
    }

    boolean has(String key) {
        return values.containsKey(key);
    }

    EngineConfig engine() {
        try {
            return EngineConfig.of(values);
        } catch (IllegalArgumentException e) {
            throw refused(e);
        }
    }

    ApiConfig api() {
        try {
            return ApiConfig.of(values);
        } catch (IllegalArgumentException e) {
            throw refused(e);
        }
    }

    private static Failure refused(IllegalArgumentException e) {
        return Failure.usage(
                e.getMessage() + ". `parley settings` lists what may be set, and how.");
    }
}
