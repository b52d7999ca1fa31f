package dev.parley.simulation;

import dev.parley.log.EventLog;
import dev.parley.log.EventReader;
import dev.parley.log.LogDamaged;
import dev.parley.ring.Append;

/** What can be planted. */
enum Bug {
    NONE,
    /** A force that reports success and happens later: answers leave before it. */
    ANSWER_BEFORE_FORCE,
    /** A repeated command is answered from the writer's state at once. */
    REPEAT_BEFORE_ORIGINAL,
    /** A restart arms the timers that it finds running once more. */
    TIMER_ARMED_TWICE,
    /** A restart keeps what is whole behind a torn record. */
    RECORD_BEHIND_TORN,
    /** A snapshot holds what was written and not yet forced. */
    SNAPSHOT_OF_UNFORCED,
    /** An append says that its condition was checked further than it was. */
    CHECKED_TOO_FAR;

    /** A new plant, for one run. */
    Plant plant() {
        return switch (this) {
            case NONE -> new Plant() {};
            case ANSWER_BEFORE_FORCE -> new AnswerBeforeForce();
            case REPEAT_BEFORE_ORIGINAL -> new RepeatBeforeOriginal();
            case TIMER_ARMED_TWICE -> new TimerArmedTwice();
            case RECORD_BEHIND_TORN -> new RecordBehindTorn();
            case SNAPSHOT_OF_UNFORCED ->
                    new Plant() {
                        @Override
                        public long snapshotBefore(EventLog log) {
                            return readableBefore(log);
                        }
                    };
            case CHECKED_TOO_FAR ->
                    new Plant() {
                        @Override
                        public Append offered(Append append, EventLog log) {
                            return append.checkedBefore(log.head());
                        }
                    };
        };
    }

    private static long readableBefore(EventLog log) {
        long before = log.durable();
        try (EventReader reader = log.reader()) {
            reader.seek(before);
            while (reader.next(log.head())) {
                before++;
            }
        } catch (LogDamaged _) {
            // The rest was not flushed.
        }
        return before;
    }

    /** Words of a finding that tells of this bug. */
    String sign() {
        return switch (this) {
            case NONE -> "";
            case ANSWER_BEFORE_FORCE -> "and the log ends at";
            case REPEAT_BEFORE_ORIGINAL -> "was told again";
            case TIMER_ARMED_TWICE -> "was armed again";
            case RECORD_BEHIND_TORN -> "what was void";
            case SNAPSHOT_OF_UNFORCED -> "a snapshot is passed over";
            case CHECKED_TOO_FAR -> "a lost conflict";
        };
    }
}
