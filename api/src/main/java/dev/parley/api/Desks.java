package dev.parley.api;

import com.fasterxml.jackson.databind.node.ObjectNode;

import dev.parley.api.http.Problem;
import dev.parley.api.http.Refused;
import dev.parley.api.http.Reply;
import dev.parley.desk.Desk;
import dev.parley.desk.DeskAnswer;
import dev.parley.desk.DeskCommand;

/** How the desk's answers look over HTTP; its codes are the answer's. Any thread. */
final class Desks {
    private static final int SOON_SECONDS = 1;

    private Desks() {}

    /** Throws Refused with the problem for whatever was not done. */
    static DeskAnswer.Done done(Desk desk, DeskCommand command) {
        return switch (desk.send(command)) {
            case DeskAnswer.Done done -> done;
            case DeskAnswer.Refused refused -> throw new Refused(problem(refused));
        };
    }

    /** {@code shape} with the place in the log that it rests on. */
    static Reply positioned(ObjectNode shape, DeskAnswer.Done done) {
        return positioned(Reply.json(shape), done);
    }

    static Reply positioned(Reply reply, DeskAnswer.Done done) {
        return reply.with("X-Parley-Position", Long.toString(done.before() - 1));
    }

    private static Problem problem(DeskAnswer.Refused refused) {
        String code = refused.code().name();
        String detail = refused.detail();
        return switch (refused.code()) {
            case UNKNOWN_CANNED_RESPONSE, UNKNOWN_CUSTOM_FILTER -> Problem.of(404, code, detail);
            case UNKNOWN_LABEL ->
                    refused.field().isEmpty()
                            ? Problem.of(404, code, detail)
                            : Problem.field(refused.field(), code, detail);
            case LIMIT_EXCEEDED, INVALID_VALUE, UNKNOWN_VARIABLE ->
                    Problem.field(refused.field(), code, detail);
            case ALREADY_EXISTS -> Problem.of(409, code, detail).over(refused.field());
            case WRITE_CONFLICT -> Problem.of(409, code, detail).retryAfter(SOON_SECONDS);
            case BACK_PRESSURED -> Problem.of(503, code, detail).retryAfter(SOON_SECONDS);
            case DISK_FLOOR -> Problem.of(507, code, detail);
            case OUTCOME_UNKNOWN, NOT_SHOWN_YET -> Problem.of(504, code, detail);
        };
    }
}
