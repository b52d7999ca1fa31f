package dev.parley.domain;

/** Why a conversation went to an agent. The code is stored in events and never reused. */
public enum AssignReason {
    /** The longest-idle agent with free capacity. */
    ROUTED(0),
    /** Somebody chose the agent. */
    BY_HAND(1),
    /** The agent answered a waiting conversation. */
    TAKEN(2),
    /** Handed over from another agent. */
    TRANSFER(3);

    private static final AssignReason[] BY_CODE = values();
    private final byte code;

    AssignReason(int code) {
        this.code = (byte) code;
    }

    public byte code() {
        return code;
    }

    /**
     * The value stored as {@code code}. Throws IllegalStateException for a code this version does
     * not know.
     */
    public static AssignReason of(int code) {
        if (code < 0 || code >= BY_CODE.length) {
            throw new IllegalStateException(
                    "assignReason=" + code + " is not known to this version");
        }
        return BY_CODE[code];
    }
}
