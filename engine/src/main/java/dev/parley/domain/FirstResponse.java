package dev.parley.domain;

/**
 * Where a conversation stands with its first response. The code is stored in events and never
 * reused.
 */
public enum FirstResponse {
    /** No visitor has written yet. */
    NONE(0),
    ARMED(1),
    /** Two thirds of the target have passed. */
    WARNED(2),
    /** The target has passed, still unanswered. */
    BREACHED(3),
    /** A person has answered, in time or late. */
    MET(4);

    private static final FirstResponse[] BY_CODE = values();
    private final byte code;

    FirstResponse(int code) {
        this.code = (byte) code;
    }

    public byte code() {
        return code;
    }

    /**
     * The value stored as {@code code}. Throws IllegalStateException for a code this version does
     * not know.
     */
    public static FirstResponse of(int code) {
        if (code < 0 || code >= BY_CODE.length) {
            throw new IllegalStateException(
                    "firstResponse=" + code + " is not known to this version");
        }
        return BY_CODE[code];
    }
}
