package dev.parley.simulation;

import dev.parley.log.EventLog;
import dev.parley.log.EventReader;
import dev.parley.log.Recovery;
import dev.parley.log.Transaction;

/**
 * A log whose force only starts one, as an asynchronous sync does; it ends with the next append.
 */
final class AnswerBeforeForce implements Plant {
    @Override
    public EventLog started(EventLog log, Clock clock) {
        return new Late(log);
    }

    private static final class Late implements EventLog {
        private final EventLog log;
        private boolean owed;

        Late(EventLog log) {
            this.log = log;
        }

        @Override
        public void flush() {
            log.flush();
        }

        @Override
        public void force() {
            log.flush();
            owed = true;
        }

        @Override
        public long durable() {
            return log.head();
        }

        @Override
        public long append(Transaction transaction) {
            if (owed) {
                owed = false;
                log.force();
            }
            return log.append(transaction);
        }

        @Override
        public int shard() {
            return log.shard();
        }

        @Override
        public int epoch() {
            return log.epoch();
        }

        @Override
        public long head() {
            return log.head();
        }

        @Override
        public long lastRecordedAt() {
            return log.lastRecordedAt();
        }

        @Override
        public Recovery recovery() {
            return log.recovery();
        }

        @Override
        public void mark(long recordedAt) {
            log.mark(recordedAt);
        }

        @Override
        public boolean lowOnSpace() {
            return log.lowOnSpace();
        }

        @Override
        public EventReader reader() {
            return log.reader();
        }

        @Override
        public void close() {
            log.close();
        }
    }
}
