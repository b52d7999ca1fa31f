package dev.parley.projection;

import dev.parley.domain.ActorKind;
import dev.parley.domain.AssignReason;
import dev.parley.domain.Events;
import dev.parley.domain.FirstResponse;
import dev.parley.domain.Header;
import dev.parley.domain.PartialEvents;
import dev.parley.domain.QueueReason;
import dev.parley.domain.Slice;
import dev.parley.domain.Tee;

import org.agrona.collections.Long2LongHashMap;
import org.agrona.collections.Long2ObjectHashMap;

import java.util.Optional;

/**
 * Turns the events of a log, from position 0 on, into what reports count. Holds the conversations
 * that the shard holds in memory, 16 bytes for each that nobody answered, some 80 for each imported
 * one, and what agents have now. One thread.
 */
public final class WorkFold {
    private static final long NONE = Long.MIN_VALUE;

    private final Visitors visitors = new Visitors();
    private final TranscriptIndex transcripts = new TranscriptIndex();
    private final ConversationBoard board = new ConversationBoard(visitors, transcripts);
    private final WorkFacts facts;
    private final Events events;
    private final Long2LongHashMap targets = new Long2LongHashMap(0);
    private final Long2LongHashMap openedAt = new Long2LongHashMap(NONE);
    private final Long2LongHashMap armedAt = new Long2LongHashMap(NONE);
    private final Long2ObjectHashMap<Imported> imported = new Long2ObjectHashMap<>();
    private final Long2ObjectHashMap<Holding> holding = new Long2ObjectHashMap<>();

    /** An imported conversation that may still get messages. */
    private static final class Imported {
        private final WorkFacts.Place place;
        private boolean opened;
        private boolean answered;
        private long armedAt = NONE;

        Imported(WorkFacts.Place place) {
            this.place = place;
        }
    }

    private static final class Holding {
        private int conversations;
        private long since;
    }

    public WorkFold(WorkFacts facts) {
        this.facts = facts;
        // What is counted first: it looks at the board as it was before the event.
        this.events = new Tee(new Counted(), new Tee(visitors, new Tee(transcripts, board)));
    }

    /** Takes every event of the shard, in order, from position 0. */
    public Events events() {
        return events;
    }

    /** Ends what is still going on at the last record, so that it counts up to there. */
    public void end(long recordedAt) {
        holding.forEach((agent, held) -> told(agent, held, recordedAt));
    }

    private void hold(long agent, int change, long at) {
        if (agent != 0) {
            Holding held = holding.computeIfAbsent(agent, _ -> new Holding());
            told(agent, held, at);
            held.conversations += change;
        }
    }

    private void told(long agent, Holding held, long at) {
        if (held.conversations > 0 && at > held.since) {
            facts.held(agent, held.conversations, held.since, at);
        }
        held.since = at;
    }

    private final class Counted implements PartialEvents {
        @Override
        public void shopRegistered(Header h, int targetSeconds, Slice code, Slice name) {
            targets.put(h.stream, targetSeconds * 1_000_000L);
        }

        @Override
        public void conversationStarted(
                Header h, long shop, long inbox, long visitor, long number, Slice context) {
            openedAt.put(h.stream, h.occurredAt);
            facts.opened(new WorkFacts.Place(h.account, shop, inbox), h.occurredAt);
        }

        @Override
        public void messagePosted(
                Header h, long message, boolean note, Slice content, Slice attributes) {
            WorkFacts.Kind kind =
                    note
                            ? WorkFacts.Kind.NOTE
                            : h.actorKind == ActorKind.VISITOR
                                    ? WorkFacts.Kind.IN
                                    : WorkFacts.Kind.OUT;
            if (h.actorKind == ActorKind.VISITOR || h.actorKind == ActorKind.AGENT) {
                long agent = h.actorKind == ActorKind.AGENT ? h.actor : 0;
                facts.message(place(view(h)), h.occurredAt, kind, agent);
            }
        }

        @Override
        public void firstResponseArmed(Header h, long warnAt, long deadline) {
            armedAt.put(h.stream, h.occurredAt);
        }

        @Override
        public void firstResponseMet(Header h, long elapsedMicros, boolean withinTarget) {
            long agent = h.actorKind == ActorKind.AGENT ? h.actor : 0;
            long armed = armedAt.remove(h.stream);
            facts.answered(place(view(h)), armed, elapsedMicros, withinTarget, agent);
        }

        @Override
        public void conversationQueued(Header h, QueueReason reason, long previousAgent) {
            hold(previousAgent, -1, h.recordedAt);
        }

        @Override
        public void conversationAssigned(
                Header h, AssignReason reason, long agent, long previousAgent) {
            hold(previousAgent, -1, h.recordedAt);
            hold(agent, 1, h.recordedAt);
            facts.assigned(place(view(h)), h.occurredAt, agent);
        }

        @Override
        public void conversationResolved(Header h, long agent) {
            hold(agent, -1, h.recordedAt);
            long opened = openedAt.remove(h.stream);
            long elapsed = opened == NONE ? -1 : Math.max(0, h.occurredAt - opened);
            facts.resolved(place(view(h)), h.occurredAt, elapsed, agent);
        }

        @Override
        public void conversationReopened(Header h) {
            openedAt.put(h.stream, h.occurredAt);
        }

        @Override
        public void conversationImported(
                Header h,
                long shop,
                long keyId,
                long number,
                long externalHi,
                long externalLo,
                Slice externalId) {
            imported.put(h.stream, new Imported(new WorkFacts.Place(h.account, shop, 0)));
        }

        @Override
        public void messageImported(Header h, long message, Slice content) {
            Imported past = imported.get(h.stream);
            if (past == null) {
                return;
            }
            if (!past.opened) {
                past.opened = true;
                facts.opened(past.place, h.occurredAt);
            }
            switch (h.actorKind) {
                case VISITOR -> {
                    if (past.armedAt == NONE) {
                        past.armedAt = h.occurredAt;
                    }
                    facts.message(past.place, h.occurredAt, WorkFacts.Kind.IN, 0);
                }
                case AGENT -> {
                    facts.message(past.place, h.occurredAt, WorkFacts.Kind.OUT, h.actor);
                    answer(h, past);
                }
                case SYSTEM, OPERATOR -> {}
            }
        }

        private void answer(Header h, Imported past) {
            if (past.armedAt != NONE && !past.answered) {
                past.answered = true;
                long elapsed = Math.max(0, h.occurredAt - past.armedAt);
                boolean within = elapsed <= targets.get(past.place.shop());
                facts.answered(past.place, past.armedAt, elapsed, within, h.actor);
            }
        }

        private ConversationView view(Header h) {
            Optional<ConversationView> view = board.read().find(h.stream);
            return view.orElseThrow(
                    () ->
                            new IllegalStateException(
                                    "conversation="
                                            + h.stream
                                            + " of position="
                                            + h.position
                                            + " is not on the board"));
        }

        private static WorkFacts.Place place(ConversationView view) {
            return new WorkFacts.Place(view.account(), view.shop(), view.inbox());
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
            // Resolved when it comes back: it is opened by the reopening that follows.
            openedAt.remove(h.stream);
        }
    }
}
