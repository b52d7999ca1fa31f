package dev.parley.domain;

/**
 * Why a command was refused. Names are stable codes that clients see; none is ever reused or
 * renamed.
 */
public enum Rejection {
    /** Not refused. */
    NONE,
    UNKNOWN_ACCOUNT,
    UNKNOWN_SHOP,
    UNKNOWN_INBOX,
    UNKNOWN_VISITOR,
    UNKNOWN_AGENT,
    UNKNOWN_CONVERSATION,
    UNKNOWN_MESSAGE,
    /** The person asked to be forgotten. */
    ERASED,
    /**
     * The thing may exist but is not in memory: the caller looks it up and asks again with a
     * recall.
     */
    ABSENT,
    /** The recall is older than {@link Limits#RECALL_MICROS}: fold again. */
    RECALL_TOO_OLD,
    /** An event that the append's condition excludes is in the log: source again, decide again. */
    CONDITION_FAILED,
    /** The writer no longer remembers what came behind the check: the caller checks again. */
    CHECK_TOO_OLD,
    NOT_PARTICIPANT,
    CONVERSATION_RESOLVED,
    CONVERSATION_OPEN,
    AGENT_AT_CAPACITY,
    AGENT_OFFLINE,
    ALREADY_ASSIGNED,
    /** An id that is taken. */
    ALREADY_EXISTS,
    IDEMPOTENCY_CONFLICT,
    LIMIT_EXCEEDED,
    VALUE_OUT_OF_RANGE,
    /** The free-space floor is reached: only timers, policy and erasure are written. */
    DISK_FLOOR,
    /** The ring or its byte budget is full: try again in a moment. */
    BACK_PRESSURED,
    /** The shard is stopping or has halted. */
    SHUTTING_DOWN,
    /**
     * The log failed between decision and proof: it may or may not have happened. Ask again with
     * the same key.
     */
    OUTCOME_UNKNOWN
}
