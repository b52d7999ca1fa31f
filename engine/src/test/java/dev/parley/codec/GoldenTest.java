package dev.parley.codec;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.parley.codec.Recorder.Recorded;
import dev.parley.domain.Events;
import dev.parley.domain.Header;
import dev.parley.domain.Slice;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.lang.reflect.Method;
import java.lang.reflect.Parameter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/**
 * Payloads that were once written are read for ever: {@code golden/<Event>-v<version>.bin}, and
 * beside each what it says. Files are only ever added. After a new event or version, {@code mvn
 * test -pl engine -Dtest=GoldenTest -Dgolden.add=true} writes those that are missing; it never
 * overwrites one.
 */
class GoldenTest {
    private static final Path GOLDEN = Path.of("src", "test", "resources", "golden");

    private final EventEncoder encoder = new EventEncoder();
    private final EventDecoder decoder = new EventDecoder();
    private final byte[] bytes = new byte[1_024];

    @BeforeAll
    static void addsWhatIsMissingWhereAsked() throws IOException {
        if (!Boolean.getBoolean("golden.add")) {
            return;
        }
        Files.createDirectories(GOLDEN);
        for (EventType type : EventTypes.all()) {
            if (!Files.exists(file(type, type.version(), "bin"))) {
                add(type);
            }
        }
    }

    @Test
    void everyVersionOfEveryEventHasAFile() throws IOException {
        List<String> missing = new ArrayList<>();
        for (EventType type : EventTypes.all()) {
            for (int version = 1; version <= type.version(); version++) {
                if (!Files.exists(file(type, version, "bin"))) {
                    missing.add(file(type, version, "bin").toString());
                }
            }
        }
        assertEquals(List.of(), missing);
    }

    @Test
    void everyFileSaysWhatItAlwaysSaid() throws IOException {
        for (Path file : files()) {
            Recorder recorder = new Recorder();
            decode(file, recorder.events());
            assertEquals(
                    Files.readString(Path.of(file.toString().replace(".bin", ".txt")), UTF_8)
                            .strip(),
                    recorder.recorded().getFirst().toString(),
                    file.toString());
        }
    }

    @Test
    void filesOfTodaysVersionsAreWrittenTheSameByteForByte() throws IOException {
        for (Path file : files()) {
            if (version(file) == EventTypes.version(type(file).id())) {
                decode(file, encoder.wrap(bytes, 0, bytes.length));
                assertArrayEquals(
                        Files.readAllBytes(file),
                        Arrays.copyOf(bytes, encoder.length()),
                        file.toString());
            }
        }
    }

    @Test
    void filesOfOlderVersionsAreWrittenAsTodaysWithTheSameMeaning() throws IOException {
        int older = 0;
        for (Path file : files()) {
            if (version(file) < EventTypes.version(type(file).id())) {
                older++;
                Recorder read = new Recorder();
                decode(file, read.events());
                decode(file, encoder.wrap(bytes, 0, bytes.length));
                Recorder again = new Recorder();
                decoder.decode(
                        encoder.typeId(),
                        encoder.schemaVersion(),
                        bytes,
                        0,
                        encoder.length(),
                        new Header(),
                        again.events());
                assertEquals(read.recorded(), again.recorded(), file.toString());
            }
        }
        assertTrue(older >= 2, "older versions");
    }

    private void decode(Path file, Events target) throws IOException {
        byte[] payload = Files.readAllBytes(file);
        decoder.decode(
                type(file).id(), version(file), payload, 0, payload.length, new Header(), target);
    }

    private static List<Path> files() throws IOException {
        try (Stream<Path> files = Files.list(GOLDEN)) {
            List<Path> found =
                    files.filter(file -> file.toString().matches(".*-v\\d+\\.bin"))
                            .sorted()
                            .toList();
            assertTrue(found.size() >= EventTypes.all().size(), "golden files");
            return found;
        }
    }

    private static EventType type(Path file) {
        return EventTypes.type(file.getFileName().toString().replaceAll("-v\\d+\\.bin", ""));
    }

    private static int version(Path file) {
        return Integer.parseInt(file.toString().replaceAll(".*-v(\\d+)\\.bin", "$1"));
    }

    private static Path file(EventType type, int version, String extension) {
        return GOLDEN.resolve(type.name() + "-v" + version + "." + extension);
    }

    private static void add(EventType type) throws IOException {
        byte[] payload = new byte[1_024];
        EventEncoder encoder = new EventEncoder().wrap(payload, 0, payload.length);
        Recorded sample = sample(type);
        sample.play(new Header(), encoder);
        Files.write(
                file(type, type.version(), "bin"),
                Arrays.copyOf(payload, encoder.length()),
                StandardOpenOption.CREATE_NEW);
        Files.writeString(
                file(type, type.version(), "txt"),
                sample + "\n",
                UTF_8,
                StandardOpenOption.CREATE_NEW);
    }

    /** Values that differ from field to field, so that two changed places are seen. */
    private static Recorded sample(EventType type) {
        for (Method method : RandomEvents.methods()) {
            if (method.getName().equalsIgnoreCase(type.name())) {
                List<Object> values = new ArrayList<>();
                for (Parameter each : method.getParameters()) {
                    if (each.getType() != Header.class) {
                        values.add(sample(each, values.size() + 1));
                    }
                }
                return new Recorded(method, 0, 0, 0, values);
            }
        }
        throw new IllegalStateException(type.name());
    }

    private static Object sample(Parameter parameter, int place) {
        Class<?> type = parameter.getType();
        if (type == long.class) {
            return 0x0807_0605_0403_0200L + place;
        }
        if (type == int.class) {
            return 0x0403_0200 + place;
        }
        if (type == boolean.class) {
            return true;
        }
        if (type == Slice.class) {
            return Slice.of(parameter.getName().getBytes(UTF_8));
        }
        Object[] constants = type.getEnumConstants();
        return constants[constants.length - 1];
    }
}
