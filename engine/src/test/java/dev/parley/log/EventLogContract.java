package dev.parley.log;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;

/** What every log does, wherever its segments are kept. */
abstract class EventLogContract {
    static final long SMALL = SegmentedLog.MIN_SEGMENT_BYTES;

    /** Opens, or opens again after a close, the one log of a test. */
    abstract EventLog open(long segmentBytes);

    /** The bytes of that log, for reading only. */
    abstract SegmentSource source() throws IOException;

    /** A writer that stops without closing, as at a kill. */
    abstract void kill(EventLog log);

    @Test
    void startsEmpty() {
        try (EventLog log = open(SMALL);
                EventReader reader = log.reader()) {
            assertEquals(0, log.head());
            assertEquals(0, log.durable());
            assertEquals(0, log.lastRecordedAt());
            assertEquals(new Recovery(1, 0, 0, 0, ""), log.recovery());
            assertFalse(reader.next(log.durable()));
            assertFalse(log.lowOnSpace());
        }
    }

    @Test
    void keepsEveryFieldOfEveryRecord() {
        try (EventLog log = open(SMALL)) {
            Facts.append(log, 200);
            log.force();
            assertEquals(List.of(), Facts.wrongIn(log));
        }
    }

    @Test
    void isDurableOnlyWhenForced() {
        try (EventLog log = open(SMALL)) {
            Facts.append(log, 3);
            assertEquals(3, log.head());
            assertEquals(0, log.durable());
            log.force();
            assertEquals(3, log.durable());
        }
    }

    @Test
    void numbersTheRecordsOfATransaction() {
        try (EventLog log = open(SMALL);
                EventReader reader = log.reader()) {
            Facts.append(log, 2);
            assertEquals(2, Facts.appendTogether(log, 64));
            assertEquals(66, log.head());
            log.force();
            reader.seek(1);
            assertTrue(reader.next(66));
            assertEquals(1, reader.record().transactionSize());
            for (int i = 0; i < 64; i++) {
                assertTrue(reader.next(66));
                assertEquals(i, reader.record().transactionIndex());
                assertEquals(64, reader.record().transactionSize());
            }
            assertEquals(List.of(), Facts.wrongIn(log));
        }
    }

    @Test
    void refusesAnEmptyOrTooLargeTransactionOrTimeThatRunsBack() {
        try (EventLog log = open(SMALL)) {
            Transaction transaction = new Transaction();
            assertThrows(IllegalStateException.class, () -> log.append(transaction));
            transaction.begin(RecordKind.EVENT).times(5, 5);
            assertThrows(IllegalStateException.class, () -> log.append(transaction));
            assertThrows(
                    IllegalArgumentException.class,
                    () -> transaction.end(LogRecord.MAX_PAYLOAD_BYTES + 1));
            transaction.end(LogRecord.MAX_PAYLOAD_BYTES);
            assertEquals(0, log.append(transaction));
            transaction.clear();
            transaction.begin(RecordKind.EVENT).times(4, 4);
            transaction.end(0);
            assertThrows(IllegalStateException.class, () -> log.append(transaction));
            assertThrows(IllegalArgumentException.class, () -> transaction.begin(RecordKind.MARK));
            assertEquals(1, log.head());
        }
    }

    @Test
    void readsTheLargestRecord() {
        try (EventLog log = open(SMALL);
                EventReader reader = log.reader()) {
            Transaction transaction = new Transaction();
            RecordEncoder record = transaction.begin(RecordKind.FOREIGN);
            for (int i = 0; i < LogRecord.MAX_TAGS; i++) {
                record.tag(i, i);
            }
            assertThrows(IllegalStateException.class, () -> record.tag(9, 9));
            transaction.end(LogRecord.MAX_PAYLOAD_BYTES);
            log.append(transaction);
            log.append(transaction);
            log.force();
            assertTrue(reader.next(2));
            assertTrue(reader.next(2));
            assertEquals(LogRecord.MAX_BYTES, reader.record().length());
        }
    }

    @Test
    void goesOnAfterACloseAndAfterAKill() throws IOException {
        long epoch;
        try (EventLog log = open(SMALL)) {
            Facts.append(log, 10);
            epoch = log.epoch();
        }
        EventLog killed = open(SMALL);
        assertTrue(killed.epoch() > epoch);
        assertEquals(10, killed.durable());
        assertEquals(0, killed.recovery().rewritten());
        Facts.append(killed, 5);
        killed.force();
        Facts.append(killed, 5);
        kill(killed);
        try (EventLog log = open(SMALL)) {
            assertEquals(20, log.durable());
            assertEquals(5, log.recovery().rewritten());
            assertEquals(15, log.recovery().provedBefore());
            assertEquals(1_019, log.lastRecordedAt());
            assertEquals(List.of(), Facts.wrongIn(log));
            Facts.append(log, 1);
        }
        assertEquals(21, verify().records());
    }

    @Test
    void rollsBySizeAndReadsAcross() throws IOException {
        try (EventLog log = open(SMALL)) {
            for (int i = 0; i < 40; i++) {
                Facts.append(log, 50);
                log.force();
            }
            assertTrue(source().segments().length > 5);
            assertEquals(List.of(), Facts.wrongIn(log));
        }
        try (EventLog log = open(SMALL)) {
            assertEquals(List.of(), Facts.wrongIn(log));
        }
        assertTrue(verify().ok(), () -> verify().toString());
    }

    @Test
    void rollsBySizeWhereItIsOnlyFlushed() throws IOException {
        try (EventLog log = open(SMALL)) {
            for (int i = 0; i < 160; i++) {
                Facts.append(log, 50);
                log.flush();
            }
            int segments = source().segments().length;
            assertTrue(segments > 20 && segments < 80, segments + " segments");
            try (EventReader reader = log.reader()) {
                assertEquals(List.of(), Facts.wrongIn(reader, 0, log.head()));
            }
        }
        try (EventLog log = open(SMALL)) {
            assertEquals(8_000, log.durable());
            assertEquals(0, log.recovery().rewritten());
            assertEquals(List.of(), Facts.wrongIn(log));
        }
        assertTrue(verify().ok(), () -> verify().toString());
    }

    @Test
    void findsAnyPosition() {
        try (EventLog log = open(SMALL)) {
            for (int i = 0; i < 20; i++) {
                Facts.append(log, 50);
                log.force();
            }
            try (EventReader reader = log.reader()) {
                for (long n = 0; n < 1_000; n++) {
                    long position = n * 7919 % 1_000;
                    reader.seek(position);
                    assertTrue(reader.next(1_000));
                    assertEquals("", Facts.wrong(reader.record(), position));
                    assertEquals(position + 1, reader.position());
                }
            }
        }
    }

    @Test
    void findsARecordWhereverItIsThoughtToLie() {
        try (EventLog log = open(SMALL)) {
            for (int i = 0; i < 20; i++) {
                Facts.append(log, 50);
                log.force();
            }
            int[] places = new int[1_000];
            try (EventReader reader = log.reader()) {
                for (int position = 0; reader.next(1_000); position++) {
                    places[position] = reader.place();
                }
            }
            try (EventReader reader = log.reader()) {
                for (int n = 0; n < 4_000; n++) {
                    int position = (int) ((long) n * 7919 % 1_000);
                    int wrong = places[n * 31 % 1_000] + 4 * (n % 3);
                    reader.seek(position, n % 2 == 0 ? places[position] : wrong);
                    assertTrue(reader.next(1_000));
                    assertEquals("", Facts.wrong(reader.record(), position));
                    assertEquals(places[position], reader.place());
                }
            }
        }
    }

    @Test
    void marksOnceAndProvesAllBefore() throws IOException {
        EventLog log = open(SMALL);
        Facts.append(log, 7);
        log.force();
        assertEquals(0, proved());
        log.mark(5_000);
        log.mark(6_000);
        assertEquals(7, proved());
        assertEquals(5_000, log.lastRecordedAt());
        kill(log);
        try (EventLog again = open(SMALL)) {
            assertEquals(0, again.recovery().rewritten());
            assertEquals(0, again.recovery().voided());
            assertEquals(5_000, again.lastRecordedAt());
        }
    }

    @Test
    void showsReadersOfTheLiveLogAndOfItsFilesTheSame() throws Exception {
        try (EventLog log = open(SMALL);
                var executor = Executors.newSingleThreadExecutor()) {
            Future<List<String>> wrong =
                    executor.submit(
                            () -> {
                                try (EventReader reader = log.reader()) {
                                    for (long n = 0; n < 3_000; n++) {
                                        while (!reader.next(log.durable())) {
                                            LockSupport.parkNanos(20_000);
                                        }
                                        String found = Facts.wrong(reader.record(), n);
                                        if (!found.isEmpty()) {
                                            return List.of(found);
                                        }
                                    }
                                    return List.of();
                                }
                            });
            for (int i = 0; i < 300; i++) {
                Facts.append(log, 10);
                log.force();
                if (i % 60 == 0) {
                    assertReadOnlySeesAPrefix(log);
                }
            }
            assertEquals(List.of(), wrong.get(30, TimeUnit.SECONDS));
        }
        try (ReadOnlyLog closed = ReadOnlyLog.open(source(), 0);
                EventReader reader = closed.reader()) {
            assertEquals(3_000, closed.provedBefore());
            assertEquals(3_000, closed.validBefore());
            assertEquals(List.of(), Facts.wrongIn(reader, 0, 3_000));
        }
    }

    @Test
    void isVerifiedAndOpenedForReadingWhileItIsWritten() throws Exception {
        try (EventLog log = open(1 << 20);
                var executor = Executors.newSingleThreadExecutor()) {
            AtomicBoolean done = new AtomicBoolean();
            Future<Integer> checks =
                    executor.submit(
                            () -> {
                                int count = 0;
                                while (!done.get()) {
                                    Verdict verdict = verify();
                                    assertTrue(verdict.ok(), verdict::toString);
                                    assertReadOnlySeesAPrefix(log);
                                    count++;
                                }
                                return count;
                            });
            for (int i = 0; i < 400 && !checks.isDone(); i++) {
                Facts.append(log, 50);
                log.force();
            }
            done.set(true);
            assertTrue(checks.get(30, TimeUnit.SECONDS) > 0);
        }
    }

    @Test
    void refusesWorkAfterClose() {
        EventLog log = open(SMALL);
        log.close();
        log.close();
        assertThrows(LogFailure.class, () -> Facts.append(log, 1));
        assertThrows(LogFailure.class, log::force);
    }

    Verdict verify() {
        try (SegmentSource source = source()) {
            return LogVerifier.verify(source, 0, _ -> {});
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private long proved() throws IOException {
        try (ReadOnlyLog log = ReadOnlyLog.open(source(), 0)) {
            return log.provedBefore();
        }
    }

    private void assertReadOnlySeesAPrefix(EventLog log) throws IOException {
        try (ReadOnlyLog files = ReadOnlyLog.open(source(), 0);
                EventReader reader = files.reader()) {
            assertTrue(files.provedBefore() <= log.durable());
            assertEquals(List.of(), Facts.wrongIn(reader, 0, files.provedBefore()));
        }
    }
}
