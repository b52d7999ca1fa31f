package dev.parley.log;

import java.util.zip.CRC32C;

/**
 * CRC32C of a record from its magic word up to its last word, seeded with shard and epoch: bytes of
 * another shard or of an earlier life of the same disk block never pass for a record of this one.
 * One owner at a time; allocates nothing per record.
 */
final class RecordChecksum {
    private final CRC32C crc = new CRC32C();
    private final byte[] seed = new byte[8];

    int of(byte[] array, int offset, int length, int shard, int epoch) {
        putInt(0, shard);
        putInt(4, epoch);
        crc.reset();
        crc.update(seed, 0, seed.length);
        crc.update(array, offset, length - RecordLayout.CRC_BYTES);
        int value = (int) crc.getValue();
        // Zero is what a block that never reached the disk reads as, so no record carries it.
        return value == 0 ? 1 : value;
    }

    private void putInt(int at, int value) {
        seed[at] = (byte) value;
        seed[at + 1] = (byte) (value >>> 8);
        seed[at + 2] = (byte) (value >>> 16);
        seed[at + 3] = (byte) (value >>> 24);
    }
}
