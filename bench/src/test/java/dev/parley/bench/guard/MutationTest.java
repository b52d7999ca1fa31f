package dev.parley.bench.guard;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.util.List;

/** The guard bites: each mutation of the path is seen, and as what it is. */
class MutationTest {
    @ParameterizedTest
    @CsvSource({
        "ALLOCATE, ALLOCATIONS",
        "LOCK, LOCKS",
        "MONITOR, LOCKS",
        "COPY, PAYLOAD_COPIES",
        "ASK, LOOK_UPS"
    })
    void seesWhatWasAdded(Plant plant, Probe.Kind kind) {
        List<String> complaints = Guard.complaints(Course.run(Guard.SMALL, plant));
        assertEquals(1, complaints.size(), complaints.toString());
        assertTrue(complaints.getFirst().startsWith(kind.name()), complaints.toString());
    }

    @Test
    void seesTheBytesOfOneAllocation() {
        assertTrue(Course.writerBytes(Plant.ALLOCATE) >= 16L * HotPath.BATCH);
    }

    @Test
    void seesALinearScan() {
        List<String> complaints =
                Guard.growth(
                        Course.run(Guard.SMALL, Plant.SCAN),
                        Course.run(4 * Guard.SMALL, Plant.SCAN));
        assertEquals(1, complaints.size(), complaints.toString());
        assertTrue(complaints.getFirst().startsWith(Probe.Kind.LOOPS.name()));
    }
}
