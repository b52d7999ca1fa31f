package dev.parley.replay;

import java.io.ByteArrayInputStream;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;

/**
 * Snapshots on a disk in memory that keeps what was forced: of the rest a power cut leaves what the
 * seed says, bytes and names alike. Something else may run, or throw, before each operation.
 */
public final class MemorySnapshots implements SnapshotStore {
    /** Runs before each operation that changes the disk. */
    public interface Operation {
        void happens() throws IOException;
    }

    private static final class Content {
        private byte[] bytes = new byte[0];
        private int forced;
        private boolean nameForced;
    }

    private final TreeMap<Long, Content> named = new TreeMap<>();
    private final Operation operation;
    private int drafts;

    public MemorySnapshots(Operation operation) {
        this.operation = operation;
    }

    public MemorySnapshots() {
        this(() -> {});
    }

    /** Loses what a power cut now may lose. */
    public void losePower(Random random) {
        drafts = 0;
        named.values().removeIf(each -> !each.nameForced && random.nextBoolean());
        for (Content each : named.values()) {
            each.nameForced = true;
            int size = each.forced + random.nextInt(each.bytes.length - each.forced + 1);
            byte[] left = Arrays.copyOf(each.bytes, size);
            if (size > each.forced && random.nextBoolean()) {
                Arrays.fill(left, each.forced + random.nextInt(size - each.forced), size, (byte) 0);
            }
            each.bytes = left;
        }
    }

    /** The bytes of one, to be damaged. */
    public byte[] content(long position) {
        return the(position).bytes;
    }

    /** Puts other bytes in a snapshot's place. */
    public void put(long position, byte[] bytes) {
        Content content = new Content();
        content.bytes = bytes;
        content.forced = bytes.length;
        content.nameForced = true;
        named.put(position, content);
    }

    /** Drafts that nobody took away. */
    public int drafts() {
        return drafts;
    }

    @Override
    public long[] positions() {
        return named.keySet().stream().mapToLong(Long::longValue).toArray();
    }

    @Override
    public long bytes(long position) {
        return the(position).bytes.length;
    }

    @Override
    public InputStream open(long position) throws IOException {
        if (!named.containsKey(position)) {
            throw new FileNotFoundException("no snapshot at " + position);
        }
        return new ByteArrayInputStream(the(position).bytes);
    }

    @Override
    public Draft begin(long position) throws IOException {
        operation.happens();
        drafts++;
        Content content = new Content();
        return new Draft() {
            @Override
            public void write(ByteBuffer bytes) throws IOException {
                operation.happens();
                int at = content.bytes.length;
                content.bytes = Arrays.copyOf(content.bytes, at + bytes.remaining());
                bytes.get(content.bytes, at, bytes.remaining());
            }

            @Override
            public void force() throws IOException {
                operation.happens();
                content.forced = content.bytes.length;
            }

            @Override
            public void name() throws IOException {
                operation.happens();
                named.put(position, content);
                drafts--;
            }

            @Override
            public void forceName() throws IOException {
                operation.happens();
                named.values().forEach(each -> each.nameForced = true);
            }

            @Override
            public void close() {}
        };
    }

    @Override
    public void delete(long position) throws IOException {
        operation.happens();
        named.remove(position);
    }

    @Override
    public void sweep() throws IOException {
        operation.happens();
        drafts = 0;
    }

    private Content the(long position) {
        Content content = named.get(position);
        if (content == null) {
            throw new IllegalStateException(
                    "no snapshot at " + position + " of " + Map.copyOf(named));
        }
        return content;
    }
}
