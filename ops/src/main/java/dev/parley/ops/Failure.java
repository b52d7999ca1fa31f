package dev.parley.ops;

/**
 * A verb cannot go on: what it exits with, and the one line that says what happened and what to do.
 */
final class Failure extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final int exitCode;

    private Failure(int exitCode, String message) {
        super(message);
        this.exitCode = exitCode;
    }

    /** Wrong usage: exit 2. */
    static Failure usage(String message) {
        return new Failure(2, message);
    }

    /** Disk, port, log or keys are not as they must be: exit 3. */
    static Failure environment(String message) {
        return new Failure(3, message);
    }

    /** Nobody reads on, as with {@code | head}: nothing to say and nothing wrong; exit 0. */
    static Failure unread() {
        return new Failure(0, "");
    }

    int exitCode() {
        return exitCode;
    }
}
