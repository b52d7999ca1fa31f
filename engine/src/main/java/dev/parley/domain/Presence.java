package dev.parley.domain;

/** Whether an agent can be given conversations. The code is stored in events and never reused. */
public enum Presence {
    /** Not there: unanswered customers move on to somebody else. */
    OFFLINE(0),
    /** Keeps what is assigned, takes nothing new. */
    AWAY(1),
    /** Takes conversations up to the capacity. */
    ONLINE(2);

    private static final Presence[] BY_CODE = values();
    private final byte code;

    Presence(int code) {
        this.code = (byte) code;
    }

    public byte code() {
        return code;
    }

    /**
     * The value stored as {@code code}. Throws IllegalStateException for a code this version does
     * not know.
     */
    public static Presence of(int code) {
        if (code < 0 || code >= BY_CODE.length) {
            throw new IllegalStateException("presence=" + code + " is not known to this version");
        }
        return BY_CODE[code];
    }
}
