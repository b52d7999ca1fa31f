package dev.parley.bench.socket;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

import java.util.ArrayList;
import java.util.List;
import java.util.PrimitiveIterator;
import java.util.stream.LongStream;

/** A server beside the client runs as {@code parley serve} does, and tells what it really holds. */
class ChildServerTest {
    @Test
    void theLaunchersFlagsAreHandedOnAndNoOthers() {
        List<String> launchers =
                List.of(
                        "--add-exports=java.base/sun.nio.ch=ALL-UNNAMED",
                        "--enable-native-access=ALL-UNNAMED",
                        "--sun-misc-unsafe-memory-access=allow",
                        "-Dchronicle.announcer.disable=true",
                        "-XX:+UseG1GC",
                        "-XX:MaxRAMPercentage=50",
                        "-XX:+UseTransparentHugePages");
        List<String> own = new ArrayList<>(launchers);
        own.addAll(List.of("-javaagent:a.jar", "-Xmx64m", "-Dother=1"));
        assertEquals(launchers, ChildServer.handedOn(own));
    }

    @Test
    void buffersAreCollectedUntilNoneIsFreedAnyMore() {
        // Two are freed at once, one of a pool two collections later.
        Collected collected = new Collected(LongStream.of(90, 40, 40, 30, 30, 30, 30, 10));
        assertEquals(30, Served.settled(collected::collect, collected::inUse));
        assertEquals(7, collected.times);
    }

    @Test
    void whatNeverSettlesIsTakenAsItIsInTheEnd() {
        Collected collected = new Collected(LongStream.iterate(1_000, left -> left - 1));
        assertEquals(
                1_001 - Served.MOST_COLLECTIONS,
                Served.settled(collected::collect, collected::inUse));
    }

    /** In use after each collection. */
    private static final class Collected {
        private final PrimitiveIterator.OfLong left;
        private int times;

        Collected(LongStream left) {
            this.left = left.iterator();
        }

        void collect() {
            times++;
        }

        long inUse() {
            return left.nextLong();
        }
    }
}
