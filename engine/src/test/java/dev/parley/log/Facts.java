package dev.parley.log;

import org.jspecify.annotations.NullMarked;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;

/** Small records for tests whose content follows from their number, and how to read them back. */
@NullMarked
public final class Facts {
    private Facts() {}

    /** A record whose every field follows from {@code n}. */
    public static void add(Transaction transaction, long n) {
        RecordEncoder record =
                transaction
                        .begin(n % 7 == 3 ? RecordKind.FOREIGN : RecordKind.EVENT)
                        .eventType((int) (n % 60), (int) (n % 3) + 1)
                        .times(1_000 + n, 500 + n)
                        .account(n % 5)
                        .stream(n % 11, (int) n, (int) n / 2)
                        .actor((int) (n % 256), n * 3)
                        .correlation(n, -n)
                        .key(n * 7, n * 9)
                        .payloadHash(n * 11, n * 13);
        for (int i = 0; i < n % 9; i++) {
            record.tag(n + i, n - i);
        }
        int length = (int) (n * 37 % 301);
        for (int i = 0; i < length; i++) {
            record.buffer().putByte(record.payloadOffset() + i, (byte) (n + i));
        }
        transaction.end(length);
    }

    /**
     * Appends one record a transaction, {@code count} of them, numbered by their position, and
     * flushes.
     */
    public static void append(EventLog log, int count) {
        write(log, count);
        log.flush();
    }

    /** The same without a flush. */
    static void write(EventLog log, int count) {
        Transaction transaction = new Transaction();
        for (int i = 0; i < count; i++) {
            transaction.clear();
            add(transaction, log.head());
            log.append(transaction);
        }
    }

    /** Appends one transaction of {@code count} records, and flushes. */
    public static long appendTogether(EventLog log, int count) {
        Transaction transaction = new Transaction();
        for (int i = 0; i < count; i++) {
            add(transaction, log.head() + i);
        }
        long first = log.append(transaction);
        log.flush();
        return first;
    }

    /** What is wrong with the record read at {@code n}, or empty. */
    public static String wrong(LogRecord record, long n) {
        boolean same =
                record.position() == n
                        && record.kind() == (n % 7 == 3 ? RecordKind.FOREIGN : RecordKind.EVENT)
                        && record.eventType() == n % 60
                        && record.schemaVersion() == n % 3 + 1
                        && record.recordedAt() == 1_000 + n
                        && record.occurredAt() == 500 + n
                        && record.account() == n % 5
                        && record.stream() == n % 11
                        && record.seq() == (int) n
                        && record.visitorSeq() == (int) n / 2
                        && record.actorKind() == n % 256
                        && record.actor() == n * 3
                        && record.correlationHi() == n
                        && record.correlationLo() == -n
                        && record.keyHi() == n * 7
                        && record.keyLo() == n * 9
                        && record.payloadHashHi() == n * 11
                        && record.payloadHashLo() == n * 13
                        && record.tagCount() == n % 9
                        && record.payloadLength() == n * 37 % 301;
        for (int i = 0; same && i < record.tagCount(); i++) {
            same = record.tagHi(i) == n + i && record.tagLo(i) == n - i;
        }
        for (int i = 0; same && i < record.payloadLength(); i++) {
            same = record.array()[record.payloadOffset() + i] == (byte) (n + i);
        }
        return same ? "" : "record " + n + " is not what was written";
    }

    /** Reads [from, before) and answers all that is wrong. */
    public static List<String> wrongIn(EventReader reader, long from, long before) {
        List<String> wrong = new ArrayList<>();
        reader.seek(from);
        long n = from;
        while (reader.next(before)) {
            String found = wrong(reader.record(), n++);
            if (!found.isEmpty()) {
                wrong.add(found);
            }
        }
        if (n != before) {
            wrong.add("read up to " + n + " of " + before);
        }
        return wrong;
    }

    /** What a check of everything says. */
    static Verdict verify(SegmentSource source) {
        try {
            return LogVerifier.verify(source, 0, _ -> {});
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public static List<String> wrongIn(EventLog log) {
        try (EventReader reader = log.reader()) {
            return wrongIn(reader, 0, log.durable());
        }
    }
}
