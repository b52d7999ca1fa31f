package dev.parley.seal;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import java.util.zip.CRC32C;

/**
 * One file of key slots. Thread-safe. RandomAccessFile and not FileChannel: an interrupted API
 * thread would close a channel for everybody. Keys are read through a mapping: three system calls
 * under one lock, several times a message, were a tenth of what the server did.
 */
final class PoolFile implements AutoCloseable {
    static final int SLOT_BYTES = 64;
    static final int KEY_BYTES = 32;
    static final int SLOT_BITS = 20;
    static final int MAX_SLOT = (1 << SLOT_BITS) - 1;

    private static final int MAGIC = 'P' | 'K' << 8 | 'E' << 16 | 'Y' << 24;
    private static final int PRESENT = 1;
    private static final int ERASED = 2;
    private static final int STATE_AT = 4;
    private static final int ID_AT = 8;
    private static final int KEY_AT = 16;
    private static final int CRC_AT = 60;

    private final int pool;
    private final Path path;
    private final RandomAccessFile file;
    private final Forcing forcing;

    /** What the page cache holds of the file, as far as it went when it was last mapped. */
    private volatile MemorySegment mapped = MemorySegment.NULL;

    private PoolFile(int pool, Path path, boolean readOnly, Forcing forcing) throws IOException {
        this.pool = pool;
        this.path = path;
        this.file = new RandomAccessFile(path.toFile(), readOnly ? "r" : "rw");
        this.forcing = forcing;
    }

    /** What one slot holds. */
    static final class Slot {
        static final Slot ABSENT = new Slot(KeyState.ABSENT);

        private final KeyState state;
        private final byte[] key;

        Slot(KeyState state) {
            this(state, new byte[0]);
        }

        private Slot(KeyState state, byte[] key) {
            this.state = state;
            this.key = key;
        }

        /** One that holds this key. */
        static Slot of(byte[] key) {
            return new Slot(KeyState.PRESENT, key);
        }

        KeyState state() {
            return state;
        }

        /** The key's own bytes, to be cleared by whoever asked; none unless PRESENT. */
        byte[] key() {
            return key;
        }
    }

    static Path path(Path directory, int pool) {
        return directory.resolve("pool-%08x.keys".formatted(pool));
    }

    static long keyId(int pool, int slot) {
        return Integer.toUnsignedLong(pool) << SLOT_BITS | slot;
    }

    static int pool(long keyId) {
        return (int) (keyId >>> SLOT_BITS);
    }

    static int slot(long keyId) {
        return (int) keyId & MAX_SLOT;
    }

    /** A new, empty file that only its owner may read; FileAlreadyExistsException where taken. */
    static PoolFile create(Path directory, int pool, Forcing forcing) throws IOException {
        Path path = path(directory, pool);
        Files.createFile(
                path,
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        return new PoolFile(pool, path, false, forcing);
    }

    static PoolFile open(Path directory, int pool, boolean readOnly, Forcing forcing)
            throws IOException {
        return new PoolFile(pool, path(directory, pool), readOnly, forcing);
    }

    /** Writes {@code count} keys of {@code keys} from {@code firstSlot} on and forces them. */
    synchronized void append(int firstSlot, byte[] keys, int count) throws IOException {
        byte[] slots = new byte[count * SLOT_BYTES];
        for (int i = 0; i < count; i++) {
            put(slots, i * SLOT_BYTES, PRESENT, keyId(pool, firstSlot + i), keys, i * KEY_BYTES);
        }
        file.seek(offset(firstSlot));
        file.write(slots);
        forcing.file(path, file);
        Arrays.fill(slots, (byte) 0);
    }

    /** What the slot of a key holds. Takes no lock but where the mapping does not suffice. */
    Slot read(long keyId) throws IOException {
        long offset = offset(slot(keyId));
        MemorySegment slots = mapped;
        if (offset < 0 || offset + SLOT_BYTES > slots.byteSize()) {
            return readFile(keyId);
        }
        byte[] bytes = new byte[SLOT_BYTES];
        MemorySegment.copy(slots, ValueLayout.JAVA_BYTE, offset, bytes, 0, SLOT_BYTES);
        Slot found = slot(keyId, bytes);
        // An erasure may have been under way while it was copied: it holds the lock.
        return found.state() == KeyState.DAMAGED ? readFile(keyId) : found;
    }

    private synchronized Slot readFile(long keyId) throws IOException {
        long offset = offset(slot(keyId));
        long length = file.length();
        if (slot(keyId) == 0 || offset + SLOT_BYTES > length) {
            return Slot.ABSENT;
        }
        if (length > mapped.byteSize()) {
            map(length);
        }
        byte[] bytes = new byte[SLOT_BYTES];
        file.seek(offset);
        file.readFully(bytes);
        return slot(keyId, bytes);
    }

    /**
     * Through a channel of its own, which an interrupt may close: then the file is read instead.
     */
    private void map(long length) throws IOException {
        try (FileChannel channel = FileChannel.open(path, StandardOpenOption.READ)) {
            mapped = channel.map(FileChannel.MapMode.READ_ONLY, 0, length, Arena.ofAuto());
        } catch (ClosedByInterruptException _) {
            mapped = MemorySegment.NULL;
        }
    }

    private static Slot slot(long keyId, byte[] bytes) {
        ByteBuffer view = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
        if (view.getInt(0) != MAGIC
                || view.getLong(ID_AT) != keyId
                || view.getInt(CRC_AT) != crc(bytes, 0)) {
            return new Slot(KeyState.DAMAGED);
        }
        return switch (view.getInt(STATE_AT)) {
            case PRESENT -> Slot.of(Arrays.copyOfRange(bytes, KEY_AT, KEY_AT + KEY_BYTES));
            case ERASED -> new Slot(KeyState.ERASED);
            default -> new Slot(KeyState.DAMAGED);
        };
    }

    /** Overwrites the slot where it lies and forces it, whatever it held. */
    synchronized KeyState erase(long keyId) throws IOException {
        KeyState before = read(keyId).state();
        if (before == KeyState.ABSENT) {
            return before;
        }
        byte[] slot = new byte[SLOT_BYTES];
        put(slot, 0, ERASED, keyId, new byte[KEY_BYTES], 0);
        file.seek(offset(slot(keyId)));
        file.write(slot);
        forcing.file(path, file);
        return before;
    }

    @Override
    public synchronized void close() throws IOException {
        file.close();
    }

    private static void put(byte[] to, int at, int state, long keyId, byte[] keys, int keyAt) {
        ByteBuffer slot = ByteBuffer.wrap(to).order(ByteOrder.LITTLE_ENDIAN);
        slot.putInt(at, MAGIC).putInt(at + STATE_AT, state).putLong(at + ID_AT, keyId);
        slot.put(at + KEY_AT, keys, keyAt, KEY_BYTES);
        slot.putInt(at + CRC_AT, crc(to, at));
    }

    private static int crc(byte[] slots, int at) {
        CRC32C crc = new CRC32C();
        crc.update(slots, at, CRC_AT);
        return (int) crc.getValue();
    }

    private static long offset(int slot) {
        return (slot - 1L) * SLOT_BYTES;
    }
}
