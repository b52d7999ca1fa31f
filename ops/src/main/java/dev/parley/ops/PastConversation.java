package dev.parley.ops;

import dev.parley.domain.ActorKind;

import java.util.List;

/** A conversation as a line of an import file tells it; checked against every bound. */
record PastConversation(String id, String shop, List<Message> messages) {
    PastConversation {
        messages = List.copyOf(messages);
    }

    /** One message; {@code at} in epoch microseconds, never before the one before it. */
    record Message(long at, ActorKind from, String text) {}

    /** Why a line is none: for whoever made the file. */
    static final class Bad extends Exception {
        private static final long serialVersionUID = 1;

        Bad(String reason) {
            super(reason, null, false, false);
        }
    }
}
