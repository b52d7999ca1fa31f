package dev.parley.bench.load;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

class ComputingFloorTest {
    @TempDir private Path out = Path.of("");

    @Test
    void takesTimeForEachAndNoDisk() throws IOException {
        assertEquals(250 * 4, Floor.SEAL.measure(out, 4).getTotalCount());
        assertTrue(ComputingFloor.sealed(10).getMinValue() > 0);
        try (var files = Files.list(out)) {
            assertEquals(0, files.count());
        }
        assertEquals(8 * 4, Floor.TOUCH.measure(out, 4).getTotalCount());
    }

    @Test
    void standsBesideWhatOnlyComputes() throws IOException {
        for (String load : List.of("product.os.most", "bare.durable.most")) {
            assertTrue(Figures.floors(load).containsAll(List.of(Floor.SEAL, Floor.TOUCH)), load);
        }
        Sheet sheet = new Sheet(out, new PrintWriter(new StringWriter()));
        sheet.figure(
                "product.rate", 300_000, "/s", new Sheet.Floored("append", 8, "a page took 9 us"));
        sheet.figure("bare.p50", 3, "us", new Sheet.Floored("ring+append", 1));
        List<String> lines = Files.readAllLines(out.resolve("figures.jsonl"));
        JsonNode told = new ObjectMapper().readTree(lines.getFirst());
        assertEquals("a page took 9 us", told.path("beside").asText());
        assertFalse(new ObjectMapper().readTree(lines.getLast()).has("beside"));
    }
}
