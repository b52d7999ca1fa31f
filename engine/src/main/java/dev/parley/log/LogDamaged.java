package dev.parley.log;

/**
 * Records that must be in the log are not there or not whole. Nothing repairs that by itself: the
 * start stops, readers stop.
 */
public final class LogDamaged extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final long position;
    private final String reason;

    public LogDamaged(long position, String reason) {
        super("log damaged at position " + position + ": " + reason);
        this.position = position;
        this.reason = reason;
    }

    /** First position that cannot be read. */
    public long position() {
        return position;
    }

    /** What does not hold. */
    public String reason() {
        return reason;
    }
}
