package dev.parley.domain.floor;

import dev.parley.domain.FirstResponse;
import dev.parley.domain.conversation.Conversation;

/**
 * The clock of the first response. Armed by the visitor's first message, warned at two thirds of
 * the target, met by the first public message of a person; elapsed up to the target, that instant
 * included, is in time. A timer is due when now is past its instant.
 */
final class FirstResponses {
    private final Emission emission;

    FirstResponses(Emission emission) {
        this.emission = emission;
    }

    void arm(Conversation conversation, long targetMicros, long now) {
        emission.next(conversation, false);
        emission.out.firstResponseArmed(emission.h, now + targetMicros / 3 * 2, now + targetMicros);
    }

    /** Records the warning and the breach that are due by {@code now} and not recorded yet. */
    void settle(Conversation conversation, long now) {
        if (conversation.firstResponse == FirstResponse.ARMED && now > conversation.warnAt) {
            emission.next(conversation, false);
            emission.out.firstResponseWarned(emission.h, conversation.warnAt);
        }
        if (conversation.firstResponse == FirstResponse.WARNED && now > conversation.deadline) {
            emission.next(conversation, false);
            emission.out.firstResponseBreached(emission.h, conversation.deadline);
        }
    }

    /** A person has answered. */
    void meet(Conversation conversation, long now) {
        boolean within = now <= conversation.deadline;
        emission.next(conversation, false);
        emission.out.firstResponseMet(emission.h, now - conversation.armedAt, within);
    }
}
