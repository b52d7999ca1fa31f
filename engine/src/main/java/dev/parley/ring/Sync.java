package dev.parley.ring;

/** When what was decided counts as released, and how often the log is forced. */
public enum Sync {
    /** Every batch is forced before its answers: what was answered survives a power cut. */
    BATCH,
    /**
     * Answers do not wait for the disk; the log is forced at an interval. A power cut loses what
     * was answered since the last one.
     */
    INTERVAL,
    /** Answers do not wait for the disk; the operating system writes when it likes. */
    OS;

    /** The word in settings, answers and reports. */
    public String label() {
        return switch (this) {
            case BATCH -> "batch";
            case INTERVAL -> "interval";
            case OS -> "os";
        };
    }
}
