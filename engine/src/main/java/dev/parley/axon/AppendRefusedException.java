package dev.parley.axon;

import dev.parley.domain.Rejection;

import org.axonframework.common.AxonException;
import org.axonframework.common.AxonTransientException;
import org.axonframework.eventsourcing.eventstore.EventStoreException;

/**
 * The store did not take the events for now, and nothing of them is in it: {@link #rejection} says
 * why. May be tried again. What must not be blindly repeated, such as OUTCOME_UNKNOWN, is an {@link
 * EventStoreException} instead.
 */
public final class AppendRefusedException extends AxonTransientException {
    private static final long serialVersionUID = 1L;

    private final Rejection rejection;

    private AppendRefusedException(Rejection rejection) {
        super(rejection + ": nothing was appended, try again");
        this.rejection = rejection;
    }

    static AxonException of(Rejection rejection) {
        return switch (rejection) {
            case BACK_PRESSURED, CHECK_TOO_OLD, DISK_FLOOR -> new AppendRefusedException(rejection);
            case OUTCOME_UNKNOWN ->
                    new EventStoreException(rejection + ": the events may be in the log or not");
            default -> new EventStoreException(rejection + ": nothing was appended");
        };
    }

    public Rejection rejection() {
        return rejection;
    }
}
