package dev.parley.log;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Collectors;

/**
 * The format is frozen: the files beside this test are what version 1 wrote, one document a line,
 * and stay readable for ever. {@code golden-1.hex} is a log's first segment, {@code golden-2.hex}
 * the one that a start opened behind it, with three records rewritten.
 */
class GoldenLogTest {
    @Test
    void stillWritesTheSameBytes() throws IOException {
        MemorySegments memory = new MemorySegments();
        write(memory);
        assertEquals(golden(1), documents(memory.bytes(1)));
        assertEquals(golden(2), documents(memory.bytes(2)));
    }

    @Test
    void stillReadsWhatVersionOneWrote() throws IOException {
        MemorySegments memory = new MemorySegments().with(1, bytes(1)).with(2, bytes(2));
        assertTrue(LogVerifier.verify(memory, 0, _ -> {}).ok());
        try (ReadOnlyLog log = ReadOnlyLog.open(memory, 0);
                EventReader reader = log.reader()) {
            assertEquals(6, log.provedBefore());
            assertEquals(List.of(), Facts.wrongIn(reader, 0, 6));
        }
    }

    private static void write(MemorySegments memory) {
        SegmentedLog log = SegmentedLog.open(memory, 0, 1 << 20, () -> 1_790_000_000_000_000L);
        Facts.append(log, 2);
        log.force();
        Facts.append(log, 1);
        Facts.appendTogether(log, 2);
        // No close: what follows position 1 is not proved and is rewritten by the next start.
        try (SegmentedLog next =
                SegmentedLog.open(memory, 0, 1 << 20, () -> 1_790_000_000_000_001L)) {
            Facts.append(next, 1);
        }
    }

    private static List<String> documents(byte[] segment) {
        List<String> documents = new ArrayList<>();
        int at = 0;
        while (at < segment.length) {
            int end = at + Framing.BYTES + RecoveryTest.recordLength(segment, at);
            documents.add(HexFormat.of().formatHex(segment, at, end));
            at = end;
        }
        return documents;
    }

    private static byte[] bytes(int segment) throws IOException {
        return HexFormat.of().parseHex(golden(segment).stream().collect(Collectors.joining()));
    }

    private static List<String> golden(int segment) throws IOException {
        String name = "golden-" + segment + ".hex";
        try (InputStream file = GoldenLogTest.class.getResourceAsStream(name)) {
            if (file == null) {
                throw new IOException(name + " is missing");
            }
            return new String(file.readAllBytes(), StandardCharsets.UTF_8).lines().toList();
        }
    }
}
