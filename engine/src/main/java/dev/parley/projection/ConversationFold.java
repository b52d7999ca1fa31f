package dev.parley.projection;

import dev.parley.domain.AssignReason;
import dev.parley.domain.Events;
import dev.parley.domain.FirstResponse;
import dev.parley.domain.Hash;
import dev.parley.domain.Header;
import dev.parley.domain.PartialEvents;
import dev.parley.domain.QueueReason;
import dev.parley.domain.Slice;
import dev.parley.domain.Tee;

import java.util.Optional;

/**
 * Folds the whole stream of one conversation that is no longer in memory into the view that it had.
 * One thread.
 */
public final class ConversationFold {
    private final Visitors visitors = new Visitors();
    private final TranscriptIndex transcripts = new TranscriptIndex();
    private final ConversationBoard board = new ConversationBoard(visitors, transcripts);

    /** Plays the stream's events to a fold and answers what came of it. */
    public interface Stream {
        void play(Events fold);
    }

    private ConversationFold() {}

    /** The conversation; empty where the stream is not that of one, or of an imported one. */
    public static Optional<ConversationView> of(long conversation, Stream stream) {
        ConversationFold fold = new ConversationFold();
        stream.play(new Opened(fold));
        return fold.board.read().find(conversation);
    }

    /** Stands in for what other streams told the board. */
    private void open(Header h, long shop, long inbox, long visitor) {
        Header other = new Header();
        other.account = h.account;
        other.recordedAt = h.recordedAt;
        other.stream = h.account;
        board.accountRegistered(other, 0, Slice.EMPTY);
        other.stream = visitor;
        visitors.visitorRegistered(
                other, 0, shop, inbox, Hash.NONE.hi(), Hash.NONE.lo(), Slice.EMPTY, Slice.EMPTY);
    }

    /** Only what belongs to a conversation; a return into memory changes nothing here. */
    private static final class Opened implements PartialEvents {
        private final ConversationFold fold;
        private final Events events;

        Opened(ConversationFold fold) {
            this.fold = fold;
            this.events = new Tee(fold.transcripts, fold.board);
        }

        @Override
        public void conversationStarted(
                Header h, long shop, long inbox, long visitor, long number, Slice context) {
            fold.open(h, shop, inbox, visitor);
            events.conversationStarted(h, shop, inbox, visitor, number, context);
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
            fold.transcripts.conversationRecalled(
                    h,
                    shop,
                    inbox,
                    visitor,
                    number,
                    seq,
                    visitorSeq,
                    firstResponse,
                    armedAt,
                    deadline,
                    resolvedAt);
        }

        @Override
        public void messagePosted(
                Header h, long message, boolean note, Slice content, Slice attributes) {
            events.messagePosted(h, message, note, content, attributes);
        }

        @Override
        public void messageUpdated(
                Header h,
                long message,
                int messageSeq,
                boolean note,
                Slice content,
                Slice attributes) {
            events.messageUpdated(h, message, messageSeq, note, content, attributes);
        }

        @Override
        public void firstResponseArmed(Header h, long warnAt, long deadline) {
            events.firstResponseArmed(h, warnAt, deadline);
        }

        @Override
        public void firstResponseWarned(Header h, long intendedAt) {
            events.firstResponseWarned(h, intendedAt);
        }

        @Override
        public void firstResponseBreached(Header h, long intendedAt) {
            events.firstResponseBreached(h, intendedAt);
        }

        @Override
        public void firstResponseMet(Header h, long elapsedMicros, boolean withinTarget) {
            events.firstResponseMet(h, elapsedMicros, withinTarget);
        }

        @Override
        public void conversationQueued(Header h, QueueReason reason, long previousAgent) {
            events.conversationQueued(h, reason, previousAgent);
        }

        @Override
        public void conversationAssigned(
                Header h, AssignReason reason, long agent, long previousAgent) {
            events.conversationAssigned(h, reason, agent, previousAgent);
        }

        @Override
        public void conversationResolved(Header h, long agent) {
            events.conversationResolved(h, agent);
        }

        @Override
        public void conversationReopened(Header h) {
            events.conversationReopened(h);
        }

        @Override
        public void conversationRated(Header h, int rating, Slice comment) {
            events.conversationRated(h, rating, comment);
        }

        @Override
        public void conversationSeen(Header h, int seenSeq) {
            events.conversationSeen(h, seenSeq);
        }
    }
}
