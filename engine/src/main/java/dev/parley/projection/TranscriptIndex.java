package dev.parley.projection;

import dev.parley.domain.AssignReason;
import dev.parley.domain.Description;
import dev.parley.domain.FirstResponse;
import dev.parley.domain.Header;
import dev.parley.domain.LongSink;
import dev.parley.domain.LongSource;
import dev.parley.domain.PartialEvents;
import dev.parley.domain.QueueReason;
import dev.parley.domain.Slice;

import org.agrona.collections.Long2ObjectHashMap;

import java.util.Arrays;

/**
 * Where in the log the events of the conversations in memory are: 8 bytes an event. A conversation
 * that came back into memory is known from the event that brought it; what is older, and what is
 * not here, is the index's to find.
 */
public final class TranscriptIndex implements PartialEvents {
    /**
     * Events of one conversation, from seq {@code firstSeq} on: position and the visitor's count,
     * side by side in one word, since conversations take turns and each array more is a cache line
     * more.
     */
    private static final class Trail {
        // Four times what a conversation can have (Limits.EVENTS_PER_CONVERSATION).
        private static final int SEQ_BITS = 22;
        private static final long MOST_POSITION = -1L >>> SEQ_BITS;
        private static final int MOST_SEQ = (1 << SEQ_BITS) - 1;

        private final long conversation;
        private final int firstSeq;
        private long[] events = new long[8];
        private int size;

        Trail(long conversation, int firstSeq) {
            this.conversation = conversation;
            this.firstSeq = firstSeq;
        }

        static Trail from(LongSource source) {
            Trail trail = new Trail(source.next(), source.nextInt());
            for (int left = source.nextCount(); left > 0; left--) {
                trail.add(source.next(), source.nextInt());
            }
            return trail;
        }

        void add(Header h) {
            if (h.seq != firstSeq + size) {
                throw new IllegalStateException(
                        "conversation="
                                + h.stream
                                + " has seq="
                                + h.seq
                                + " at position="
                                + h.position
                                + " instead of "
                                + (firstSeq + size));
            }
            add(h.position, h.visitorSeq);
        }

        private void add(long position, int visitorSeq) {
            if (position < 0
                    || position > MOST_POSITION
                    || visitorSeq < 0
                    || visitorSeq > MOST_SEQ) {
                throw new IllegalStateException(
                        "position=" + position + " visitorSeq=" + visitorSeq + " do not fit");
            }
            if (size == events.length) {
                events = Arrays.copyOf(events, 2 * size);
            }
            events[size] = position << SEQ_BITS | visitorSeq;
            size++;
        }

        long position(int at) {
            return events[at] >>> SEQ_BITS;
        }

        int visitorSeq(int at) {
            return (int) events[at] & MOST_SEQ;
        }

        void describe(LongSink sink) {
            sink.put(conversation);
            sink.put(firstSeq);
            sink.put(size);
            for (int i = 0; i < size; i++) {
                sink.put(position(i));
                sink.put(visitorSeq(i));
            }
        }
    }

    private final Long2ObjectHashMap<Trail> trails = new Long2ObjectHashMap<>();

    /** Whether the conversation is in memory. */
    public boolean knows(long conversation) {
        return trails.containsKey(conversation);
    }

    /**
     * The seq of the first event known here: 1, or that of the return into memory; 0 where the
     * conversation is not in memory.
     */
    public int firstSeq(long conversation) {
        Trail trail = trails.get(conversation);
        return trail == null ? 0 : trail.firstSeq;
    }

    /**
     * Positions of at most {@code limit} events known here with seq above {@code seq}, in order.
     */
    public long[] after(long conversation, int seq, int limit) {
        Trail trail = trails.get(conversation);
        if (trail == null) {
            return new long[0];
        }
        int from = Math.clamp(seq + 1L - trail.firstSeq, 0, trail.size);
        long[] found = new long[Math.min(trail.size - from, Math.max(0, limit))];
        Arrays.setAll(found, i -> trail.position(from + i));
        return found;
    }

    /**
     * The visitor's count of the last event that it may see up to {@code seq}; 0 where none is
     * known here.
     */
    public int visibleUpTo(long conversation, int seq) {
        Trail trail = trails.get(conversation);
        if (trail == null) {
            return 0;
        }
        for (int i = Math.clamp((long) seq - trail.firstSeq, -1, trail.size - 1); i >= 0; i--) {
            if (trail.visitorSeq(i) > 0) {
                return trail.visitorSeq(i);
            }
        }
        return 0;
    }

    /** Canonical description. */
    public void describe(LongSink sink) {
        Description.values(sink, trails, each -> each.describe(sink));
    }

    void restore(LongSource source) {
        Description.values(
                source,
                () -> {
                    Trail trail = Trail.from(source);
                    trails.put(trail.conversation, trail);
                });
    }

    void forget(long conversation) {
        trails.remove(conversation);
    }

    @Override
    public void conversationStarted(
            Header h, long shop, long inbox, long visitor, long number, Slice context) {
        begin(h);
    }

    @Override
    public void conversationRecalled(
            Header h,
            long shop,
            long inbox,
            long visitor,
            long number,
            int seq,
            int visitorSeq,
            FirstResponse firstResponse,
            long armedAt,
            long deadline,
            long resolvedAt) {
        begin(h);
    }

    @Override
    public void messagePosted(
            Header h, long message, boolean note, Slice content, Slice attributes) {
        add(h);
    }

    @Override
    public void messageUpdated(
            Header h, long message, int messageSeq, boolean note, Slice content, Slice attributes) {
        add(h);
    }

    @Override
    public void firstResponseArmed(Header h, long warnAt, long deadline) {
        add(h);
    }

    @Override
    public void firstResponseWarned(Header h, long intendedAt) {
        add(h);
    }

    @Override
    public void firstResponseBreached(Header h, long intendedAt) {
        add(h);
    }

    @Override
    public void firstResponseMet(Header h, long elapsedMicros, boolean withinTarget) {
        add(h);
    }

    @Override
    public void conversationQueued(Header h, QueueReason reason, long previousAgent) {
        add(h);
    }

    @Override
    public void conversationAssigned(
            Header h, AssignReason reason, long agent, long previousAgent) {
        add(h);
    }

    @Override
    public void conversationResolved(Header h, long agent) {
        add(h);
    }

    @Override
    public void conversationReopened(Header h) {
        add(h);
    }

    @Override
    public void conversationRated(Header h, int rating, Slice comment) {
        add(h);
    }

    @Override
    public void conversationSeen(Header h, int seenSeq) {
        add(h);
    }

    private void begin(Header h) {
        Trail trail = new Trail(h.stream, h.seq);
        trail.add(h);
        trails.put(h.stream, trail);
    }

    private void add(Header h) {
        Trail trail = trails.get(h.stream);
        if (trail == null) {
            throw new IllegalStateException(
                    "conversation=" + h.stream + " of position=" + h.position + " is not known");
        }
        trail.add(h);
    }
}
