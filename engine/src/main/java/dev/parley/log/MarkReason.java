package dev.parley.log;

/** Why a mark was written; stored as its event type. */
enum MarkReason {
    /** Nothing to do for a while. */
    IDLE(0),
    /** The log was closed in order. */
    CLOSE(1),
    /** A start rewrote records, which its opening does not prove. */
    START(2);

    private final int code;

    MarkReason(int code) {
        this.code = code;
    }

    int code() {
        return code;
    }
}
