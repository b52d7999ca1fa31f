package dev.parley.axon.processors;

import org.axonframework.messaging.core.Context;
import org.axonframework.messaging.core.DelegatingMessageStream;
import org.axonframework.messaging.core.MessageStream;
import org.axonframework.messaging.core.SimpleEntry;
import org.axonframework.messaging.eventhandling.EventMessage;
import org.axonframework.messaging.eventhandling.processing.streaming.token.GlobalSequenceTrackingToken;
import org.axonframework.messaging.eventhandling.processing.streaming.token.TrackingToken;
import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.LongSupplier;

/**
 * What a stream has, in bundles: all that is there now, up to so many events. A bundle that came to
 * the end of the log says so by its token, also where the last events, or all of them, were none
 * that the stream gives. Gives a few bundles ahead of what is committed and no more: Axon would
 * take in a thousand. Read by the coordinator; told of commits by the worker.
 */
final class BundledStream extends DelegatingMessageStream<EventMessage, EventMessage> {
    /** The worker has one at hand while the coordinator gathers the next. */
    static final int AHEAD = 3;

    private final int most;
    private final LongSupplier head;
    private final AtomicInteger ahead = new AtomicInteger();
    private volatile Runnable callback = () -> {};
    private @Nullable Entry<EventMessage> held; // null until looked for, and when taken
    private long end; // behind what was given

    /**
     * @param positioned events with their place, see {@link PositionedEvent#all}
     * @param from where they begin
     * @param most events of a bundle
     * @param head exclusive end of what the stream may give
     */
    BundledStream(MessageStream<EventMessage> positioned, long from, int most, LongSupplier head) {
        super(positioned);
        this.end = from;
        this.most = most;
        this.head = head;
    }

    @Override
    public synchronized Optional<Entry<EventMessage>> next() {
        Optional<Entry<EventMessage>> found = peek();
        if (found.isPresent()) {
            held = null;
            ahead.incrementAndGet();
        }
        return found;
    }

    @Override
    public synchronized Optional<Entry<EventMessage>> peek() {
        if (held == null && ahead.get() < AHEAD) {
            held = gather();
        }
        return Optional.ofNullable(held);
    }

    @Override
    public boolean hasNextAvailable() {
        return peek().isPresent();
    }

    @Override
    public synchronized boolean isCompleted() {
        return held == null && super.isCompleted();
    }

    @Override
    public void setCallback(Runnable run) {
        callback = run;
        super.setCallback(run);
    }

    private @Nullable Entry<EventMessage> gather() {
        // Asked for first: a stream that has nothing more then has passed all below it.
        long seen = head.getAsLong();
        long from = end;
        List<EventMessage> events = new ArrayList<>();
        while (events.size() < most) {
            Optional<Entry<EventMessage>> next = delegate().next();
            if (next.isEmpty()) {
                if (delegate().error().isEmpty()) {
                    end = Math.max(end, seen);
                }
                break;
            }
            EventMessage event = next.get().message();
            events.add(event);
            end = PositionedEvent.of(event) + 1;
        }
        return end == from
                ? null
                : new SimpleEntry<>(
                        new Bundle(events, this::taken),
                        Context.with(
                                TrackingToken.RESOURCE_KEY, new GlobalSequenceTrackingToken(end)));
    }

    private void taken() {
        ahead.decrementAndGet();
        callback.run();
    }
}
