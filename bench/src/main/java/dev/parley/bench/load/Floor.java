package dev.parley.bench.load;

import org.HdrHistogram.Histogram;

import java.io.IOException;
import java.nio.file.Path;

/** What this machine can do at best in one respect; measured beside what rests on it. */
public enum Floor {
    F1("fdatasync of a pre-written file") {
        @Override
        public Histogram measure(Path directory, int count) throws IOException {
            return DiskFloors.fdatasync(directory.resolve("f1"), true, count);
        }
    },
    F2("fdatasync of a growing file") {
        @Override
        public Histogram measure(Path directory, int count) throws IOException {
            return DiskFloors.fdatasync(directory.resolve("f2"), false, count);
        }
    },
    F3("append to a Chronicle file, zeros written ahead, and force of its pages") {
        @Override
        public Histogram measure(Path directory, int count) throws IOException {
            try (ChronicleFloor chronicle = new ChronicleFloor(directory.resolve("f3"))) {
                return chronicle.forced(count);
            }
        }
    },
    F4("one write of 4 KiB past the page cache (O_DIRECT, O_DSYNC) into a pre-written file") {
        @Override
        public Histogram measure(Path directory, int count) throws IOException {
            return DiskFloors.direct(directory.resolve("f4"), count);
        }
    },
    APPEND("bare Chronicle append") {
        @Override
        public Histogram measure(Path directory, int count) throws IOException {
            try (ChronicleFloor chronicle = new ChronicleFloor(directory.resolve("append"))) {
                return chronicle.appended(count * QUICK);
            }
        }
    },
    RING_APPEND("Disruptor slot, trivial decision, Chronicle append, on one thread") {
        @Override
        public Histogram measure(Path directory, int count) throws IOException {
            try (ChronicleFloor chronicle = new ChronicleFloor(directory.resolve("ring"))) {
                return chronicle.throughRing(count * QUICK);
            }
        }
    },
    HOP("Disruptor hop to a waiting thread and back, halved") {
        @Override
        public Histogram measure(Path directory, int count) {
            return WakeFloors.hop(count * SOME);
        }
    },
    WAKE("two wakes: unpark another thread, be unparked by it") {
        @Override
        public Histogram measure(Path directory, int count) {
            return WakeFloors.thereAndBack(count * SOME);
        }
    },
    SEAL("computing alone: AES-256-GCM of 200 bytes by the JDK, on one thread") {
        @Override
        public Histogram measure(Path directory, int count) {
            return ComputingFloor.sealed(count * MANY);
        }
    },
    TOUCH("memory alone: a fresh page of 4 KiB touched for the first time") {
        @Override
        public Histogram measure(Path directory, int count) throws IOException {
            return ComputingFloor.touched(directory.resolve("touch"), count * FEW);
        }
    };

    private static final int QUICK = 1_000;
    private static final int MANY = 250;
    private static final int SOME = 20;
    private static final int FEW = 8;

    private final String description;

    Floor(String description) {
        this.description = description;
    }

    String description() {
        return description;
    }

    /** Whether it waits for the disk. */
    boolean isForced() {
        return switch (this) {
            case F1, F2, F3, F4 -> true;
            case APPEND, RING_APPEND, HOP, WAKE, SEAL, TOUCH -> false;
        };
    }

    /** The name in files and tables. */
    String label() {
        return switch (this) {
            case F1, F2, F3, F4 -> name();
            case APPEND -> "append";
            case RING_APPEND -> "ring+append";
            case HOP -> "hop";
            case WAKE -> "two-hop wake";
            case SEAL -> "seal";
            case TOUCH -> "touch";
        };
    }

    /** Nanoseconds of {@code count} forces, or of as many quicker operations as take that long. */
    public abstract Histogram measure(Path directory, int count) throws IOException;
}
