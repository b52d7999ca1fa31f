package dev.parley.peers;

import java.nio.file.Path;
import java.util.Arrays;

/** Axon's storage engines side by side. */
enum StoreKind {
    PARLEY("parley", true, "forced before the answer", "condition: Axon's full criteria"),
    JPA(
            "axon-jpa-postgres",
            true,
            "synchronous_commit=on, fdatasync",
            "condition: the aggregate's sequence number alone; a thread each, 32 connections"),
    MEMORY("axon-in-memory", false, "memory alone", "condition: Axon's full criteria");

    private final String label;
    private final boolean durable;
    private final String answer;
    private final String note;

    StoreKind(String label, boolean durable, String answer, String note) {
        this.label = label;
        this.durable = durable;
        this.answer = answer;
        this.note = note;
    }

    static StoreKind of(String label) {
        return Arrays.stream(values())
                .filter(kind -> kind.label.equals(label))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("engine=" + label));
    }

    String label() {
        return label;
    }

    boolean durable() {
        return durable;
    }

    /** What an answer is worth. */
    String answer() {
        return answer;
    }

    /** What else to know of a line. */
    String note() {
        return note;
    }

    /** Beside 32. In memory an append is done when its call returns: none is ever in flight. */
    String[] inFlight() {
        return this == MEMORY ? new String[] {"1"} : new String[] {"1", "1000"};
    }

    /** How often a small store and a large one are appended to: ours is judged by it. */
    int turns() {
        return this == PARLEY ? 3 : 1;
    }

    /** Touched before it is measured: pages that the kernel clears meanwhile were half the time. */
    String heap() {
        return this == MEMORY ? "5g" : "2g";
    }

    /** Whether an append keeps the thread that calls it. */
    boolean blocks() {
        return this == JPA;
    }

    /**
     * Makes a store of {@code stored} events that {@link #open} starts from, unless it is there;
     * nothing where it lives in memory.
     */
    void fill(Path data, String postgres, int stored) throws Exception {
        switch (this) {
            case PARLEY -> ParleyStore.fill(data, stored);
            case JPA -> JpaStore.fill(postgres, stored);
            case MEMORY -> {}
        }
    }

    /**
     * What a store is opened for.
     *
     * @param appended to: then it is a copy, so that every run begins at the same size
     * @param remembers what was sourced, where the engine does
     */
    record Use(boolean appended, boolean remembers) {}

    /** A store of {@code stored} events. */
    OpenStore open(Path data, String postgres, int stored, Use use) throws Exception {
        return switch (this) {
            case PARLEY -> new ParleyStore(data, stored, use.remembers());
            case JPA -> new JpaStore(postgres, stored, use.appended());
            case MEMORY -> new MemoryStore(stored);
        };
    }
}
