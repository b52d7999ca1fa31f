package dev.parley.desk;

/** What became of a {@link DeskCommand}. A refusal is an answer, never an exception. */
public sealed interface DeskAnswer {
    /**
     * Done, and to be seen by whoever reads now.
     *
     * @param id number of what was made or changed; of a labelled conversation, its id
     * @param before exclusive end of the log that the desk's view had seen
     */
    record Done(long id, long before) implements DeskAnswer {
        /** As a handler answers, who cannot know the position. */
        static Done of(long id) {
            return new Done(id, 0);
        }
    }

    /**
     * Not done, but for {@link Code#OUTCOME_UNKNOWN} and {@link Code#NOT_SHOWN_YET}.
     *
     * @param field what of the command is at fault; empty where none is
     * @param detail value and limit
     */
    record Refused(Code code, String field, String detail) implements DeskAnswer {}

    /** Why not. Names are stable, and never reused. */
    enum Code {
        UNKNOWN_CANNED_RESPONSE,
        UNKNOWN_LABEL,
        UNKNOWN_CUSTOM_FILTER,
        /** The short code or title is taken. */
        ALREADY_EXISTS,
        LIMIT_EXCEEDED,
        /** Empty where a text is needed, or letters that a name may not have. */
        INVALID_VALUE,
        /** A variable that nobody can fill in. */
        UNKNOWN_VARIABLE,
        /** Others kept writing to the same thing; nothing was done. */
        WRITE_CONFLICT,
        /** The log takes nothing now, and nothing was done: ask again. */
        BACK_PRESSURED,
        /** The disk is too full; nothing was done. */
        DISK_FLOOR,
        /** No answer in time, or the log failed: it may have happened. */
        OUTCOME_UNKNOWN,
        /** It is in the log; what reads it has not come so far yet. */
        NOT_SHOWN_YET
    }
}
