package dev.parley.api;

import dev.parley.api.http.Problem;
import dev.parley.api.http.Refused;

import io.github.bucket4j.Bucket;
import io.github.bucket4j.ConsumptionProbe;
import io.github.bucket4j.TimeMeter;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/**
 * Bounds how fast anonymous visitors are created: per inbox, and per inbox and client address
 * together. Never by an address alone: all customers of a shop may come through one, and so may
 * several shops. And how much each visitor asks for, over whatever connections: what it says goes
 * to all agents. Remembers the {@link #REMEMBERED} buckets used last; a forgotten one is full
 * again. Any thread.
 */
final class Rates {
    private static final int REMEMBERED = 10_000;

    private final Meter clock;
    private final int perAddress;
    private final int perInbox;
    private final int perVisitor;
    private final Map<String, Bucket> buckets =
            new LinkedHashMap<>(256, 0.75f, true) {
                private static final long serialVersionUID = 1L;

                @Override
                protected boolean removeEldestEntry(Map.Entry<String, Bucket> eldest) {
                    return size() > REMEMBERED;
                }
            };

    /**
     * @param nanos a monotonic clock
     * @param perAddress visitors a minute
     * @param perInbox visitors a minute
     * @param perVisitor requests and frames a second
     */
    Rates(LongSupplier nanos, int perAddress, int perInbox, int perVisitor) {
        this.clock = new Meter(nanos);
        this.perAddress = perAddress;
        this.perInbox = perInbox;
        this.perVisitor = perVisitor;
    }

    /** Counts one creation. Throws Refused(RATE_LIMITED) with the time to wait. */
    void creating(long inbox, String clientAddress) {
        take(
                bucket(inbox + "@" + clientAddress, perAddress, Duration.ofMinutes(1)),
                "new visitors per minute exceed " + perAddress);
        take(
                bucket(Long.toString(inbox), perInbox, Duration.ofMinutes(1)),
                "new visitors per minute exceed " + perInbox);
    }

    /** Counts one request of a visitor. Throws Refused(RATE_LIMITED) with the time to wait. */
    void asking(long visitor) {
        take(paceOf(visitor), "requests per second exceed " + perVisitor);
    }

    /** What a visitor's frames are taken out of, and its requests with them. */
    Bucket paceOf(long visitor) {
        return bucket("visitor " + visitor, perVisitor, Duration.ofSeconds(1));
    }

    private static void take(Bucket bucket, String detail) {
        ConsumptionProbe probe = bucket.tryConsumeAndReturnRemaining(1);
        if (!probe.isConsumed()) {
            long seconds = TimeUnit.NANOSECONDS.toSeconds(probe.getNanosToWaitForRefill()) + 1;
            throw new Refused(
                    Problem.of(429, "RATE_LIMITED", detail)
                            .retryAfter((int) Math.min(seconds, 3_600)));
        }
    }

    private Bucket bucket(String key, int most, Duration within) {
        synchronized (buckets) {
            return buckets.computeIfAbsent(key, _ -> bucketOf(most, within));
        }
    }

    private Bucket bucketOf(int most, Duration within) {
        return Bucket.builder()
                .withCustomTimePrecision(clock)
                .addLimit(limit -> limit.capacity(most).refillGreedy(most, within))
                .build();
    }

    /** Bucket4j's view of the clock. */
    private static final class Meter implements TimeMeter {
        private final LongSupplier nanos;

        Meter(LongSupplier nanos) {
            this.nanos = nanos;
        }

        @Override
        public long currentTimeNanos() {
            return nanos.getAsLong();
        }

        @Override
        public boolean isWallClockBased() {
            return false;
        }
    }
}
