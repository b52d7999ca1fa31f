package dev.parley.reports;

/**
 * Whose work is counted.
 *
 * @param id of the account, inbox or agent
 */
public record Subject(Kind kind, long account, long id) {
    /** What there is to count by. */
    public enum Kind {
        ACCOUNT,
        INBOX,
        AGENT
    }
}
