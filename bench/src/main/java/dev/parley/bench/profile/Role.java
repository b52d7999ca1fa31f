package dev.parley.bench.profile;

import java.util.Arrays;
import java.util.Locale;

/** What a thread is there for, told by its name; the kernel keeps 15 characters of one. */
enum Role {
    WRITER("parley-writer|bare-writer"),
    READER("parley-reader"),
    SENDER("sender"),
    ANSWERS("ForkJoinPool|parley-answer"),
    SOCKETS("XNIO"),
    FOLLOWERS("parley-follower|parley-ws"),
    INDEX("parley-index|parley-store|rocksdb"),
    COMPILER("C1 |C2 "),
    COLLECTOR("GC |G1 "),
    RECORDING("JFR |main|java"),
    /** Search, reports, snapshots, keys. */
    COLD("parley-"),
    OTHER("");

    private final String beginnings;

    /**
     * @param beginnings of names, with bars between them
     */
    Role(String beginnings) {
        this.beginnings = beginnings;
    }

    static Role of(String thread) {
        for (Role role : values()) {
            if (Arrays.stream(role.beginnings.split("\\|", -1)).anyMatch(thread::startsWith)) {
                return role;
            }
        }
        return OTHER;
    }

    String label() {
        return switch (this) {
            case ANSWERS -> "virtual threads";
            case SOCKETS -> "I/O threads";
            case COLD -> "cold side";
            default -> name().toLowerCase(Locale.ROOT);
        };
    }
}
