package dev.parley.simulation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * {@code -Dsimulation.seeds=N} tries N seeds, {@code -Dsimulation.seed=S} begins at another than 1;
 * both together repeat a finding. Beyond ten minutes the build wants {@code -Dtest.seconds} too.
 */
class SimulationTest {
    private static final int SEEDS = Integer.getInteger("simulation.seeds", 120);
    private static final long FIRST = Long.getLong("simulation.seed", 1);

    /** A planted bug has to show within so many seeds. */
    private static final int SEEDS_FOR_A_BUG = 100;

    /** What has to happen in so many seeds, or the simulation has lost its teeth. */
    private static final int SEEDS_FOR_EVERYTHING = 100;

    private static final List<String> EVERYTHING =
            List.of(
                    "accepted",
                    "appends",
                    "armed",
                    "breached",
                    "clock steps",
                    "conflicts",
                    "conflicts seen before",
                    "deaths at a snapshot",
                    "deaths while starting",
                    "failed writes",
                    "met",
                    "power cuts",
                    "recalls",
                    "recalls of who was erased",
                    "refused",
                    "repeats",
                    "rewritten",
                    "rolls",
                    "snapshots",
                    "starts from a snapshot",
                    "unknown outcomes",
                    "voided",
                    "warned");

    @Test
    @Timeout(value = 10, unit = TimeUnit.HOURS)
    void keepsEveryPromiseWhateverTheSeed() {
        Tally tally = new Tally();
        for (int i = 0; i < SEEDS; i++) {
            long seed = FIRST + i;
            Simulation.Result result = Simulation.run(seed, Bug.NONE);
            assertNull(result.finding(), () -> told(seed, Bug.NONE, result));
            tally.addAll(result.tally());
        }
        System.out.println("Simulation of " + SEEDS + " seeds from " + FIRST + ": " + tally);
        for (String what : EVERYTHING) {
            assertTrue(SEEDS < SEEDS_FOR_EVERYTHING || tally.of(what) > 0, () -> "no " + what);
        }
    }

    @ParameterizedTest
    @EnumSource(names = "NONE", mode = EnumSource.Mode.EXCLUDE)
    void findsThePlantedBug(Bug bug) {
        long seed = FIRST;
        Simulation.Result result = Simulation.run(seed, bug);
        while (!result.tellsOf(bug) && seed < FIRST + SEEDS_FOR_A_BUG) {
            result = Simulation.run(++seed, bug);
        }
        assertTrue(result.tellsOf(bug), () -> bug + " hides for " + SEEDS_FOR_A_BUG + " seeds");
        System.out.println("Simulation: " + told(seed, bug, result));
    }

    @Test
    void doesTheSameForTheSameSeed() {
        assertEquals(Simulation.run(FIRST, Bug.NONE), Simulation.run(FIRST, Bug.NONE));
    }

    private static String told(long seed, Bug bug, Simulation.Result result) {
        return "%s found at seed %d, step %d: %s. Before that: %s. Again: %s"
                .formatted(
                        bug == Bug.NONE ? "a bug" : bug,
                        seed,
                        result.step(),
                        result.finding(),
                        result.lastly(),
                        "mvn -pl engine test -Dtest=SimulationTest -Dsimulation.seeds=1"
                                + " -Dsimulation.seed="
                                + seed);
    }
}
