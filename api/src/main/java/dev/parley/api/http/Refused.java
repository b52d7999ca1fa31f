package dev.parley.api.http;

/**
 * Ends a request that cannot be carried out as it was sent. Without a stack trace: it is an answer,
 * and hostile clients can cause as many as they like.
 */
public final class Refused extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** Never serialized. */
    private final transient Problem problem;

    public Refused(Problem problem) {
        super(problem.code() + ": " + problem.detail(), null, false, false);
        this.problem = problem;
    }

    public Problem problem() {
        return problem;
    }
}
