package dev.parley.log;

/** What a record of the log is. Codes are part of the format and never reused. */
public enum RecordKind {
    /** An event that a shard decided. Takes a position. */
    EVENT(1),
    /**
     * An event that a user of the engine stores; its content is none of our business. Takes a
     * position.
     */
    FOREIGN(2),
    /**
     * Proves how far the log was forced; its event type says why it was written. Takes no position.
     */
    MARK(3),
    /** First record of a segment: where it takes over, from whom and why. Takes no position. */
    OPENING(4),
    /** Ends the opening and what was rewritten behind it. Takes no position. */
    END(5);

    private static final RecordKind[] BY_CODE = {EVENT, FOREIGN, MARK, OPENING, END};

    private final int code;

    RecordKind(int code) {
        this.code = code;
    }

    int code() {
        return code;
    }

    /** Whether records of this kind have a position of their own. */
    public boolean takesPosition() {
        return this == EVENT || this == FOREIGN;
    }

    static boolean known(int code) {
        return code >= 1 && code <= BY_CODE.length;
    }

    static RecordKind of(int code) {
        if (!known(code)) {
            throw new IllegalStateException("kind=" + code + " is not one of 1 to 5");
        }
        return BY_CODE[code - 1];
    }
}
