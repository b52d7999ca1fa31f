package dev.parley.bench.load;

import static org.junit.jupiter.api.Assertions.assertEquals;
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
    }

    @Test
    void standsBesideWhatOnlyComputes() throws IOException {
        for (String load : List.of("product.os.most", "bare.durable.most")) {
            assertTrue(Figures.floors(load).contains(Floor.SEAL), load);
        }
        Sheet sheet = new Sheet(out, new PrintWriter(new StringWriter()));
        sheet.figure("product.rate", 300_000, "/s", new Sheet.Floored("append", 8, 1.25));
        sheet.figure("bare.p50", 3, "us", new Sheet.Floored("ring+append", 1));
        List<String> lines = Files.readAllLines(out.resolve("figures.jsonl"));
        JsonNode told = new ObjectMapper().readTree(lines.getFirst());
        assertEquals(1.25, told.path("seal_us").asDouble());
        assertTrue(new ObjectMapper().readTree(lines.getLast()).path("seal_us").isMissingNode());
    }
}
