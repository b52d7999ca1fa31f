package dev.parley.domain;

/**
 * What a caller hears of its command, once everything it rests on is released.
 *
 * @param rejection NONE where accepted
 * @param id the thing created or touched, 0 where refused
 * @param number the conversation's public number, or 0
 * @param seq of the command's first event in its conversation, or 0
 * @param visitorSeq the visitor's own count of it, or 0
 * @param position of the command's first event, -1 where nothing was written
 * @param head exclusive end of the log at the decision; everything below it was released before
 *     this answer
 * @param repeated whether this is the answer of an earlier command with the same idempotency key
 */
public record Answer(
        Rejection rejection,
        long id,
        long number,
        int seq,
        int visitorSeq,
        long position,
        long head,
        boolean repeated) {
    public boolean accepted() {
        return rejection == Rejection.NONE;
    }

    /** What was decided when the log ended at {@code head}. */
    public static Answer of(Outcome decided, long head) {
        return new Answer(
                decided.rejection,
                decided.id,
                decided.number,
                decided.seq,
                decided.visitorSeq,
                decided.position,
                head,
                decided.repeated);
    }

    /** A refusal that never reached the log. */
    public static Answer refused(Rejection rejection) {
        return new Answer(rejection, 0, 0, 0, 0, -1, 0, false);
    }
}
