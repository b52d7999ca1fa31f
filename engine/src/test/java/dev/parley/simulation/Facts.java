package dev.parley.simulation;

import dev.parley.codec.EventDecoder;
import dev.parley.domain.Events;
import dev.parley.domain.Hash;
import dev.parley.domain.Header;
import dev.parley.domain.PartialEvents;
import dev.parley.domain.Tee;
import dev.parley.domain.floor.Evolver;
import dev.parley.domain.floor.Floor;
import dev.parley.log.LogRecord;
import dev.parley.log.RecordKind;
import dev.parley.ring.Condition;
import dev.parley.ring.RecordHeaders;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;

/**
 * What the log says, read record by record from position 0: a floor folded from it, where each
 * idempotency key was used, and what became of each timer. Says what must not be there.
 */
final class Facts implements PartialEvents {
    /** What of an event an answer can be held against. */
    record Fact(long stream, int seq, long actor, Hash key, boolean foreign, List<Hash> keys) {}

    private final Consumer<String> broken;
    private final Floor floor;
    private final Events listener;
    private final EventDecoder decoder = new EventDecoder();
    private final Header header = new Header();
    private final List<Fact> facts = new ArrayList<>();
    private final Map<Hash, Long> positions = new HashMap<>();
    private final Set<String> timers = new HashSet<>();
    private final Tally tally = new Tally();
    private long recordedAt;

    Facts(int shard, Consumer<String> broken) {
        this.broken = broken;
        this.floor = new Floor(shard);
        this.listener = new Tee(new Evolver(floor), this);
    }

    /** Takes in the next record. */
    void take(LogRecord record) {
        long position = record.position();
        if (position != head()) {
            broken.accept("position " + position + " is where " + head() + " belongs");
        }
        if (record.recordedAt() < recordedAt) {
            broken.accept("position " + position + " is older than the one before");
        }
        recordedAt = record.recordedAt();
        Hash key = new Hash(record.keyHi(), record.keyLo());
        boolean foreign = record.kind() == RecordKind.FOREIGN;
        facts.add(
                new Fact(
                        record.stream(),
                        record.seq(),
                        record.actor(),
                        key,
                        foreign,
                        keys(record, foreign)));
        Long before = key.isPresent() ? positions.put(key, position) : null;
        if (before != null) {
            broken.accept("the command at position " + before + " was done again at " + position);
        }
        if (foreign) {
            return;
        }
        RecordHeaders.read(record, header);
        decoder.decode(
                record.eventType(),
                record.schemaVersion(),
                record.array(),
                record.payloadOffset(),
                record.payloadLength(),
                header,
                listener);
    }

    /** Position of the next record. */
    long head() {
        return facts.size();
    }

    Fact at(long position) {
        return facts.get((int) position);
    }

    Floor floor() {
        return floor;
    }

    /** How many timers were armed, warned, breached and met, and steps of the clock. */
    Tally tally() {
        return tally;
    }

    @Override
    public void firstResponseArmed(Header h, long warnAt, long deadline) {
        once(h, "armed");
    }

    @Override
    public void firstResponseWarned(Header h, long intendedAt) {
        once(h, "warned");
        notEarly(h, intendedAt);
    }

    @Override
    public void firstResponseBreached(Header h, long intendedAt) {
        once(h, "breached");
        notEarly(h, intendedAt);
    }

    @Override
    public void firstResponseMet(Header h, long elapsedMicros, boolean withinTarget) {
        once(h, "met");
    }

    @Override
    public void clockStepped(Header h, long deltaMicros) {
        tally.count("clock steps");
    }

    /** What a condition of others can find the record by. */
    private static List<Hash> keys(LogRecord record, boolean foreign) {
        List<Hash> keys = new ArrayList<>();
        if (foreign) {
            keys.add(new Hash(record.payloadHashHi(), record.payloadHashLo()));
            for (int i = 0; i < record.tagCount(); i++) {
                keys.add(new Hash(record.tagHi(i), record.tagLo(i)));
            }
            return keys;
        }
        keys.add(Condition.ownType(record.eventType()));
        if (record.stream() != 0) {
            keys.add(Condition.ownStream(record.stream()));
        }
        return keys;
    }

    private void once(Header h, String what) {
        tally.count(what);
        if (!timers.add(h.stream + what)) {
            broken.accept(
                    "the timer of conversation "
                            + h.stream
                            + " was "
                            + what
                            + " again at position "
                            + h.position);
        }
    }

    private void notEarly(Header h, long intendedAt) {
        if (h.recordedAt <= intendedAt) {
            broken.accept("the timer at position " + h.position + " went off before its time");
        }
    }
}
