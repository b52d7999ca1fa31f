package dev.parley.ring;

import dev.parley.codec.EventEncoder;
import dev.parley.domain.Header;
import dev.parley.domain.conversation.Conversation;
import dev.parley.domain.floor.Floor;
import dev.parley.log.EventLog;
import dev.parley.log.RecordEncoder;
import dev.parley.log.RecordKind;
import dev.parley.log.Transaction;

import org.jspecify.annotations.Nullable;

/**
 * The events of the command in hand: encoded one behind the other into one transaction, which the
 * log takes all or nothing. One thread; allocates nothing per event.
 */
final class Staging {
    private final EventLog log;
    private final Floor floor;
    private final Deadlines deadlines;
    private final Recents recents;
    private final Transaction transaction = new Transaction();
    private final EventEncoder encoder = new EventEncoder();
    private @Nullable RecordEncoder record;
    private long position;
    private long stream;
    private boolean stepped;

    Staging(EventLog log, Floor floor, Deadlines deadlines, Recents recents) {
        this.log = log;
        this.floor = floor;
        this.deadlines = deadlines;
        this.recents = recents;
    }

    EventEncoder encoder() {
        return encoder;
    }

    /** Gives the event its position and points the encoder at the place of its payload. */
    void begin(Header h) {
        h.position = log.head() + transaction.count();
        RecordEncoder begun = transaction.begin(RecordKind.EVENT);
        RecordHeaders.write(h, begun);
        encoder.wrap(begun.buffer(), begun.payloadOffset(), transaction.payloadRoom());
        record = begun;
        position = h.position;
        stream = h.stream;
    }

    /** Completes the record whose payload was just encoded. */
    void end() {
        RecordEncoder begun = record;
        if (begun == null) {
            throw new IllegalStateException("no record was begun");
        }
        begun.eventType(encoder.typeId(), encoder.schemaVersion());
        transaction.end(encoder.length());
        recents.own(position, stream, encoder.typeId());
    }

    /** {@code conversation} may have become due at another instant. */
    void due(long conversation) {
        Conversation found = floor.conversation(conversation);
        if (found != null) {
            deadlines.arm(found);
        }
    }

    /** Every deadline has moved. */
    void stepped() {
        stepped = true;
    }

    /** Appends what was emitted since the last call; answers whether there was anything. */
    boolean append() {
        boolean any = !transaction.isEmpty();
        if (any) {
            log.append(transaction);
            transaction.clear();
        }
        if (stepped) {
            stepped = false;
            deadlines.rebuild();
        }
        return any;
    }
}
