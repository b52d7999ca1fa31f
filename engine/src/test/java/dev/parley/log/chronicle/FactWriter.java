package dev.parley.log.chronicle;

import dev.parley.log.EventLog;
import dev.parley.log.Facts;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Random;
import java.util.concurrent.locks.LockSupport;

/**
 * A process that appends facts to the log in a directory, and prints the position below which all
 * is acknowledged. One that forces does so now and then; one that only flushes leaves that to the
 * log; a careless one acknowledges what nobody forced. Ends when it is killed, or at 200,000
 * records.
 */
final class FactWriter {
    /** Small segments, so that it goes over to new ones often. */
    static final ChronicleOptions OPTIONS = new ChronicleOptions(2 << 20, 256 << 10, 0, 1 << 20);

    /** None that is ever full: a full segment is forced by the log. */
    private static final ChronicleOptions ONE_SEGMENT =
            new ChronicleOptions(1L << 30, 256 << 10, 0, 1 << 20);

    private static final long MOST_RECORDS = 200_000;

    /** Between flushes: a segment is full in a quarter of a second. */
    private static final long FLUSH_NANOS = 1_000_000;

    private FactWriter() {}

    public static void main(String[] args) throws IOException {
        Random random = new Random(Long.parseLong(args[1]));
        String how = args[2];
        boolean careless = how.equals("careless");
        try (LogDirectory owner = LogDirectory.own(Path.of(args[0]));
                EventLog log = owner.open(0, careless ? ONE_SEGMENT : OPTIONS, () -> 1)) {
            while (log.head() < MOST_RECORDS) {
                int records = 1 + random.nextInt(50);
                if (random.nextInt(3) == 0) {
                    Facts.appendTogether(log, records);
                } else {
                    Facts.append(log, records);
                }
                if (careless) {
                    System.out.println(log.head());
                } else if (how.equals("flushes")) {
                    System.out.println(log.durable());
                    LockSupport.parkNanos(FLUSH_NANOS);
                } else if (random.nextInt(4) != 0) {
                    log.force();
                    System.out.println(log.durable());
                } else if (random.nextInt(10) == 0) {
                    log.mark(log.lastRecordedAt());
                }
            }
        }
    }
}
