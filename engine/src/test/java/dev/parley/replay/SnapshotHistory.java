package dev.parley.replay;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.parley.domain.floor.Floor;
import dev.parley.history.LoggedShard;
import dev.parley.history.RandomShops;
import dev.parley.log.EventLog;
import dev.parley.log.EventReader;
import dev.parley.log.SegmentedLog;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.zip.CRC32C;

/** A log of some hundred events, and snapshots of what they came to. */
final class SnapshotHistory {
    static final int SHARD = 3;
    static final int SLA_ROWS = 256;
    static final long SEED = 5;
    static final long EVER = Long.MAX_VALUE;

    final EventLog log = history(SEED);
    final EventReader reader = log.reader();

    static byte[] ofAnotherDigest(byte[] snapshot) {
        byte[] other = snapshot.clone();
        int sumAt = other.length - Integer.BYTES;
        other[sumAt - 1]++;
        CRC32C sum = new CRC32C();
        sum.update(other, 0, sumAt);
        ByteBuffer.wrap(other).order(ByteOrder.LITTLE_ENDIAN).putInt(sumAt, (int) sum.getValue());
        return other;
    }

    void save(MemorySnapshots disk, long position) throws IOException {
        Fold fold = new Fold(SHARD, SLA_ROWS);
        fold.run(reader, position, EVER);
        snapshots(disk).save(fold, reader);
    }

    void assertIsTheLog(Fold loaded) {
        Fold all = new Fold(SHARD, SLA_ROWS);
        all.run(reader, log.head(), EVER);
        loaded.run(reader, log.head(), EVER);
        assertEquals(all.digest(), loaded.digest());
    }

    static Snapshots snapshots(SnapshotStore store) {
        return new Snapshots(store, SHARD, SLA_ROWS, 2);
    }

    static EventLog history(long seed) {
        EventLog log = SegmentedLog.inMemory(SHARD);
        live(log, seed);
        return log;
    }

    static void live(EventLog log, long seed) {
        LoggedShard shard = new LoggedShard(log);
        RandomShops shops = new RandomShops(seed, new Floor(SHARD), shard::into);
        for (int i = 0; i < 350; i++) {
            shops.step();
        }
        log.force();
    }
}
