package dev.parley.simulation;

import dev.parley.domain.Rejection;
import dev.parley.domain.Request;
import dev.parley.ring.Reply;

/** Where clients ask: the ring, or what a bug puts before it. */
@FunctionalInterface
interface Front {
    /** NONE where the request was taken, and then {@code reply} hears its answer. */
    Rejection offer(Request request, Reply reply);
}
