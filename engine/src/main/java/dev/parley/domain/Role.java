package dev.parley.domain;

/** What an agent may do in its account. The code is stored in events and never reused. */
public enum Role {
    AGENT(0),
    SUPERVISOR(1);

    private static final Role[] BY_CODE = values();
    private final byte code;

    Role(int code) {
        this.code = (byte) code;
    }

    public byte code() {
        return code;
    }

    /**
     * The value stored as {@code code}. Throws IllegalStateException for a code this version does
     * not know.
     */
    public static Role of(int code) {
        if (code < 0 || code >= BY_CODE.length) {
            throw new IllegalStateException("role=" + code + " is not known to this version");
        }
        return BY_CODE[code];
    }
}
