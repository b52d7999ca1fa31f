package dev.parley.projection;

import dev.parley.domain.Events;
import dev.parley.domain.LongSink;
import dev.parley.domain.LongSource;
import dev.parley.domain.Tee;

/**
 * All views of a shard and the one listener that feeds them. Whoever owns it applies events on one
 * thread under a lock and lets readers in under the same lock, which they may share: no question
 * changes anything. {@link #describe} alone wants the lock for itself.
 */
public final class Views {
    private final Directory directory = new Directory();
    private final Visitors visitors = new Visitors();
    private final TranscriptIndex transcripts = new TranscriptIndex();
    private final ConversationBoard board = new ConversationBoard(visitors, transcripts);
    private final SlaBoard sla;
    private final Events events;

    /**
     * @param slaRows conversations that the SLA board holds at most, a power of two; {@link
     *     SlaBoard#SERVER_ROWS} in a server
     */
    public Views(int slaRows) {
        sla = new SlaBoard(slaRows, board::shopOf);
        // The board behind what it tells to let go, the SLA board behind the board that it asks.
        events = new Tee(directory, new Tee(visitors, new Tee(transcripts, new Tee(board, sla))));
    }

    /** Takes every event of the shard, in order, from position 0. */
    public Events events() {
        return events;
    }

    public Directory directory() {
        return directory;
    }

    public Visitors visitors() {
        return visitors;
    }

    public BoardReader board() {
        return board.read();
    }

    public SlaBoard sla() {
        return sla;
    }

    public TranscriptIndex transcripts() {
        return transcripts;
    }

    /** Canonical description of all views: equal for equal histories on any machine. */
    public void describe(LongSink sink) {
        directory.describe(sink);
        visitors.describe(sink);
        transcripts.describe(sink);
        board.describe(sink);
        sla.describe(sink);
    }

    /** Becomes what was described; nothing may have happened here yet. */
    public void restore(LongSource source) {
        directory.restore(source);
        visitors.restore(source);
        transcripts.restore(source);
        board.restore(source);
        sla.restore(source);
    }
}
