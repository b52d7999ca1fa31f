package dev.parley.api;

import dev.parley.api.http.Problem;
import dev.parley.api.http.Refused;
import dev.parley.domain.Rejection;
import dev.parley.seal.KeyStoreException;

/** How each refusal of the engine looks over HTTP. Its code is the rejection's name. */
final class Refusals {
    private static final int SOON_SECONDS = 1;
    private static final int LATER_SECONDS = 5;

    private Refusals() {}

    static Problem problem(Rejection rejection) {
        return switch (rejection) {
            case NONE -> throw new IllegalStateException("an accepted answer is no problem");
            case UNKNOWN_ACCOUNT,
                    UNKNOWN_SHOP,
                    UNKNOWN_INBOX,
                    UNKNOWN_VISITOR,
                    UNKNOWN_AGENT,
                    UNKNOWN_CONVERSATION,
                    UNKNOWN_MESSAGE ->
                    of(404, rejection, "there is no such thing");
            case ERASED -> of(410, rejection, "the person whom this is about was erased");
            case NOT_PARTICIPANT -> of(403, rejection, "this is not yours to do");
            case CONVERSATION_RESOLVED -> of(409, rejection, "the conversation is resolved");
            case CONVERSATION_OPEN -> of(409, rejection, "the conversation is open");
            case AGENT_AT_CAPACITY ->
                    of(409, rejection, "the agent has as many conversations as it may");
            case AGENT_OFFLINE -> of(409, rejection, "the agent is offline");
            case ALREADY_ASSIGNED -> of(409, rejection, "the agent has it already");
            case ALREADY_EXISTS -> of(409, rejection, "it exists already");
            case IDEMPOTENCY_CONFLICT ->
                    of(409, rejection, "the key was used for something else before");
            case LIMIT_EXCEEDED -> of(422, rejection, "a limit would be exceeded");
            case VALUE_OUT_OF_RANGE -> of(422, rejection, "a value is out of its range");
            case DISK_FLOOR ->
                    of(507, rejection, "the server is short of disk and takes nothing new");
            case BACK_PRESSURED ->
                    of(503, rejection, "too much at a time: nothing was done, ask again")
                            .retryAfter(SOON_SECONDS);
            case CONDITION_FAILED ->
                    of(409, rejection, "somebody was faster: nothing was done, look again");
            case ABSENT, RECALL_TOO_OLD, CHECK_TOO_OLD ->
                    of(503, rejection, "it is being fetched: nothing was done, ask again")
                            .retryAfter(SOON_SECONDS);
            case SHUTTING_DOWN ->
                    of(503, rejection, "the server is stopping: nothing was done, ask again")
                            .retryAfter(LATER_SECONDS);
            case OUTCOME_UNKNOWN ->
                    of(504, rejection, "it may have happened: ask again with the same key");
        };
    }

    /** What a write under a key ends with: an erased one is no failure of the server. */
    static RuntimeException of(KeyStoreException failure) {
        return failure.code() == KeyStoreException.Code.KEY_ERASED ? erased() : failure;
    }

    static Refused erased() {
        return new Refused(problem(Rejection.ERASED));
    }

    private static Problem of(int status, Rejection rejection, String detail) {
        return Problem.of(status, rejection.name(), detail);
    }
}
