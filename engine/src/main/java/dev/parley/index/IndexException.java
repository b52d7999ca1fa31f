package dev.parley.index;

/** The index cannot be read or written. The log is untouched; the index may be deleted. */
public final class IndexException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** Stable categories; none is ever reused. */
    public enum Code {
        /** The store failed: disk full, unreadable, or opened by another process. */
        INDEX_IO,
        /** Reading the log for the index failed. */
        INDEX_FEED
    }

    private final Code code;

    public IndexException(Code code, String message, Throwable cause) {
        super(code + ": " + message, cause);
        this.code = code;
    }

    public Code code() {
        return code;
    }
}
