package dev.parley.reports;

/**
 * Work within a window. Immutable.
 *
 * @param conversations opened; of an agent, assigned
 * @param resolved times a conversation was resolved
 * @param timed those of them whose beginning is known
 * @param answered customers who got a first answer
 * @param withinTarget those of them in time
 * @param firstResponseMicros of all answered together
 * @param resolutionMicros of all timed together
 */
public record WorkSum(
        long conversations,
        long resolved,
        long timed,
        long answered,
        long withinTarget,
        long messagesIn,
        long messagesOut,
        long firstResponseMicros,
        long resolutionMicros) {
    /** Nothing at all. */
    public static final WorkSum NONE = new WorkSum(0, 0, 0, 0, 0, 0, 0, 0, 0);

    /** Both together. */
    public WorkSum plus(WorkSum more) {
        return new WorkSum(
                conversations + more.conversations,
                resolved + more.resolved,
                timed + more.timed,
                answered + more.answered,
                withinTarget + more.withinTarget,
                messagesIn + more.messagesIn,
                messagesOut + more.messagesOut,
                firstResponseMicros + more.firstResponseMicros,
                resolutionMicros + more.resolutionMicros);
    }
}
