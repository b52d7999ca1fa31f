package dev.parley.log;

/** The log cannot be written any more. Final for this opening of the log. */
public final class LogFailure extends RuntimeException {
    private static final long serialVersionUID = 1;

    public LogFailure(String message, Throwable cause) {
        super(message, cause);
    }

    public LogFailure(String message) {
        super(message);
    }
}
