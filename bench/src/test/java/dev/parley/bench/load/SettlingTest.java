package dev.parley.bench.load;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

import java.util.ArrayList;
import java.util.List;

/** A machine is waited for until it rests, and no longer than half a minute. */
class SettlingTest {
    @Test
    void aMachineAtRestIsNotWaitedFor() {
        Told machine = new Told(0, 12);
        assertEquals("", new Settling(machine).await());
        assertEquals(1, machine.looks);
        assertFalse(machine.written);
    }

    @Test
    void whatABuildHasLeftIsWrittenOnceAndToldOf() {
        Told machine = new Told(0, 103);
        assertEquals(
                "waited 2.3 s for the machine: 103 MiB were not on the disk, others took 2 %",
                new Settling(machine).await());
        assertTrue(machine.written);
    }

    @Test
    void whoIsBusyIsWaitedForAndNamed() {
        Told machine = new Told(11, 0);
        assertEquals(
                "waited 3.0 s for the machine: 0 MiB were not on the disk, others took 70 % (javac"
                        + " 90 % of a core)",
                new Settling(machine).await());
        assertEquals(12, machine.looks);
    }

    @Test
    void whoWatchesIsToldOnlyWhereThereWasSomethingToWaitFor() {
        List<String> told = new ArrayList<>();
        assertEquals("", new Settling(new Told(0, 0)).await(told::add));
        assertEquals(List.of(), told);
        String waited = new Settling(new Told(3, 0)).await(told::add);
        assertEquals(List.of(waited), told);
    }

    @Test
    void whoStaysBusyIsMeasuredBesideAndSaidToBe() {
        Told machine = new Told(Integer.MAX_VALUE, 0);
        String said = new Settling(machine).await();
        assertEquals(Settling.MOST_LOOKS, machine.looks);
        assertTrue(said.startsWith("waited 30.0 s"), said);
        assertTrue(said.endsWith("still busy, measured all the same"), said);
    }

    /** Busy for so many looks; so many MiB are written when that is asked for. */
    private static final class Told implements Settling.Source {
        private final int busy;
        private long unwritten;
        private int looks;
        private boolean written;

        Told(int busy, long unwritten) {
            this.busy = busy;
            this.unwritten = unwritten;
        }

        @Override
        public double others() {
            return looks++ < busy ? 0.7 : 0.02;
        }

        @Override
        public String busiest() {
            return "javac 90 % of a core";
        }

        @Override
        public long unwritten() {
            return unwritten;
        }

        @Override
        public long write() {
            assertFalse(written, "twice");
            written = true;
            unwritten = 0;
            return 2_000_000_000;
        }
    }
}
