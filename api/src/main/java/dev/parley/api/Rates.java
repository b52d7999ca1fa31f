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
 * several shops. Remembers the {@link #REMEMBERED} buckets used last; a forgotten one is full
 * again. Any thread.
 */
final class Rates {
    private static final int REMEMBERED = 10_000;

    private final LongSupplier nanos;
    private final int perAddress;
    private final int perInbox;
    private final Map<String, Bucket> buckets =
            new LinkedHashMap<>(256, 0.75f, true) {
                private static final long serialVersionUID = 1L;

                @Override
                protected boolean removeEldestEntry(Map.Entry<String, Bucket> eldest) {
                    return size() > REMEMBERED;
                }
            };

    /** {@code nanos} is a monotonic clock; rates are per minute. */
    Rates(LongSupplier nanos, int perAddress, int perInbox) {
        this.nanos = nanos;
        this.perAddress = perAddress;
        this.perInbox = perInbox;
    }

    /** Counts one creation. Throws Refused(RATE_LIMITED) with the time to wait. */
    void creating(long inbox, String clientAddress) {
        take(inbox + "@" + clientAddress, perAddress);
        take(Long.toString(inbox), perInbox);
    }

    private void take(String key, int perMinute) {
        ConsumptionProbe probe = bucket(key, perMinute).tryConsumeAndReturnRemaining(1);
        if (!probe.isConsumed()) {
            long seconds = TimeUnit.NANOSECONDS.toSeconds(probe.getNanosToWaitForRefill()) + 1;
            throw new Refused(
                    Problem.of(429, "RATE_LIMITED", "new visitors per minute exceed " + perMinute)
                            .retryAfter((int) Math.min(seconds, 3_600)));
        }
    }

    private Bucket bucket(String key, int perMinute) {
        synchronized (buckets) {
            return buckets.computeIfAbsent(key, _ -> bucketOf(perMinute));
        }
    }

    private Bucket bucketOf(int perMinute) {
        return Bucket.builder()
                .withCustomTimePrecision(new Meter(nanos))
                .addLimit(
                        limit ->
                                limit.capacity(perMinute)
                                        .refillGreedy(perMinute, Duration.ofMinutes(1)))
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
