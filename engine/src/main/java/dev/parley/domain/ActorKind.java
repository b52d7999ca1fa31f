package dev.parley.domain;

/** Who caused an event. The code is stored in every record and never reused. */
public enum ActorKind {
    /** The engine itself: routing and timers. */
    SYSTEM(0),
    VISITOR(1),
    AGENT(2),
    /** Whoever set the system up or imported history: command line, demo, provisioning. */
    OPERATOR(3);

    private static final ActorKind[] BY_CODE = values();
    private final byte code;

    ActorKind(int code) {
        this.code = (byte) code;
    }

    public byte code() {
        return code;
    }

    /**
     * The kind stored as {@code code}. Throws IllegalStateException for a code this version does
     * not know.
     */
    public static ActorKind of(int code) {
        if (code < 0 || code >= BY_CODE.length) {
            throw new IllegalStateException("actorKind=" + code + " is not known to this version");
        }
        return BY_CODE[code];
    }
}
