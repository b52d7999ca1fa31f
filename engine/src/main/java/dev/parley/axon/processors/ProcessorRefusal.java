package dev.parley.axon.processors;

/** What was asked of a processor cannot be done; says why and what to do. */
public final class ProcessorRefusal extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final Code code;

    /** Why. */
    public enum Code {
        /** There is no processor of that name. */
        UNKNOWN_PROCESSOR,
        /** No event is parked at that position. */
        NOT_PARKED,
        /** An earlier event that it shares a tag with is parked too. */
        WAITS_BEHIND,
        /** Another reset or retry is under way, or the processor did not stop in time. */
        BUSY
    }

    ProcessorRefusal(Code code, String message) {
        super(message);
        this.code = code;
    }

    public Code code() {
        return code;
    }
}
