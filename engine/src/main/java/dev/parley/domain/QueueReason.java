package dev.parley.domain;

/** Why a conversation waits. The code is stored in events and never reused. */
public enum QueueReason {
    /** First message, nobody free. */
    ARRIVAL(0),
    REOPENED(1),
    /** Its agent went offline before the first answer. */
    AGENT_LEFT(2),
    /** Given back by hand. */
    TRANSFER(3);

    private static final QueueReason[] BY_CODE = values();
    private final byte code;

    QueueReason(int code) {
        this.code = (byte) code;
    }

    public byte code() {
        return code;
    }

    /**
     * The value stored as {@code code}. Throws IllegalStateException for a code this version does
     * not know.
     */
    public static QueueReason of(int code) {
        if (code < 0 || code >= BY_CODE.length) {
            throw new IllegalStateException(
                    "queueReason=" + code + " is not known to this version");
        }
        return BY_CODE[code];
    }
}
