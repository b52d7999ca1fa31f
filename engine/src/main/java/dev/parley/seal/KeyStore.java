package dev.parley.seal;

import dev.parley.seal.KeyStoreException.Code;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.concurrent.ConcurrentHashMap;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;

/**
 * Holds the keys of a data directory, in {@code DIR/keys} or wherever {@code --keys} says. Hands
 * out fresh keys that are already forced to disk, finds them, and destroys one of them in place.
 *
 * <p>Threads: all methods from any thread. A thread of its own keeps {@link #POOL} to {@code 2 *
 * POOL} fresh keys at hand; {@link #take()} waits for the disk only when they are used up.
 *
 * <p>No key is handed out twice: each opening starts a file of its own under a number drawn at
 * random, and appends to it. Random and not the next one, so that a directory restored from an old
 * copy does not give the ids of the keys it lost to new subjects. Keys made and never handed out
 * before a stop stay unused: at most {@code 2 * POOL} slots, 32 KiB, a start.
 *
 * <p>Keys used lately are kept in memory, ready for use, {@link #KEPT} at most; an erased one is
 * let go of before {@link #erase} returns.
 *
 * <p>Erasing overwrites the bytes where the file system keeps them. A copy-on-write file system, a
 * snapshot, a backup or the spare cells of a flash disk may hold the old ones: keep {@code keys} on
 * a plain, encrypted volume and out of long-lived backups.
 *
 * <p>Errors: {@link KeyStoreException}. A failed write or force is final for making keys; finding
 * goes on.
 */
public final class KeyStore implements AutoCloseable {
    /** Id of the log's own key: look-up hashes, tags, foreign payloads. */
    public static final long LOG_KEY = 1;

    /** Fresh keys made, forced and refilled at a time. */
    public static final int POOL = 256;

    /** Keys kept ready for use, some kilobytes each; no more subjects write within a minute. */
    static final int KEPT = 4_096;

    /** Pool files kept open; those beyond are opened for each use. */
    private static final int OPEN_FILES = 512;

    private final Path directory;
    private final boolean readOnly;
    private final Forcing forcing;
    private final ConcurrentHashMap<Integer, PoolFile> files = new ConcurrentHashMap<>();
    private final FreshKeys fresh;
    private final ReadyKeys ready;

    private KeyStore(Path directory, boolean readOnly, RandomGenerator random, Forcing forcing) {
        this.directory = directory;
        this.readOnly = readOnly;
        this.forcing = forcing;
        this.fresh = new FreshKeys(directory, random, forcing);
        // A tool beside a live server does not hear of what that erases, so it looks each time.
        this.ready = new ReadyKeys(readOnly ? 0 : KEPT, this::find);
    }

    /**
     * Opens for a running engine; makes directory and log key where there are none. The caller owns
     * the data directory's lock. {@code random} is the source of every key: a SecureRandom outside
     * of tests.
     */
    public static KeyStore open(Path directory, RandomGenerator random) {
        return open(directory, random, Forcing.DISK);
    }

    static KeyStore open(Path directory, RandomGenerator random, Forcing forcing) {
        KeyStore store = new KeyStore(directory, false, random, forcing);
        try {
            if (!exists(directory)) {
                createLogKey(directory, random, forcing);
            }
            forceEntries(directory, forcing);
            store.requireLogKey();
        } catch (IOException e) {
            throw failed(directory, 0, e);
        }
        store.fresh.start();
        return store;
    }

    /**
     * Opens for a tool, beside a live server or on read-only media: keys are found, none is made or
     * erased. Without the directory every key is absent.
     */
    public static KeyStore openReadOnly(Path directory) {
        return new KeyStore(directory, true, new SplittableRandom(0), Forcing.DISK);
    }

    /**
     * Whether the directory holds a key store. A log without one must not get a new one unasked:
     * every look-up hash in it would be void.
     */
    public static boolean exists(Path directory) {
        return Files.exists(PoolFile.path(directory, 0));
    }

    /**
     * Id of a fresh key, already forced to disk, never handed out before. Waits for the disk only
     * where the pool is dry, and at most 5 s.
     */
    public long take() {
        if (readOnly) {
            throw new IllegalStateException("keys=" + directory + " is open for reading only");
        }
        return fresh.take();
    }

    /** What is known of a key id. */
    public KeyState state(long keyId) {
        PoolFile.Slot slot = find(keyId);
        Arrays.fill(slot.key(), (byte) 0);
        return slot.state();
    }

    /**
     * Destroys a key where it lies; once this returns, no thread gets it again and the disk holds
     * zeros in its place. Answers what it was before; erasing again changes nothing.
     */
    public KeyState erase(long keyId) {
        if (readOnly) {
            throw new IllegalStateException("keys=" + directory + " is open for reading only");
        }
        if (keyId == LOG_KEY) {
            throw new IllegalArgumentException("keyId=" + keyId + " is the log's own key");
        }
        try {
            return use(keyId, file -> new PoolFile.Slot(file.erase(keyId))).state();
        } finally {
            ready.forget(keyId);
        }
    }

    /** The key ready for use, or the state it is in instead. */
    ReadyKey ready(long keyId) {
        return ready.get(keyId);
    }

    /** The key, or KEY_ERASED or KEY_MISSING with the state it is in. */
    ReadyKey require(long keyId) {
        ReadyKey key = ready.get(keyId);
        if (key.state() != KeyState.PRESENT) {
            throw new KeyStoreException(
                    key.state() == KeyState.ERASED ? Code.KEY_ERASED : Code.KEY_MISSING,
                    keyId,
                    "keyId=" + keyId + " is " + key.state());
        }
        return key;
    }

    /** The slot of a key; the caller owns the bytes and clears them. */
    PoolFile.Slot find(long keyId) {
        return use(keyId, file -> file.read(keyId));
    }

    @Override
    public void close() {
        fresh.close();
        for (PoolFile file : files.values()) {
            try {
                file.close();
            } catch (IOException e) {
                throw failed(directory, 0, e);
            }
        }
        files.clear();
    }

    private interface FileUse {
        PoolFile.Slot apply(PoolFile file) throws IOException;
    }

    private PoolFile.Slot use(long keyId, FileUse use) {
        if (keyId <= 0 || keyId >>> (32 + PoolFile.SLOT_BITS) != 0) {
            return PoolFile.Slot.ABSENT;
        }
        int pool = PoolFile.pool(keyId);
        try {
            PoolFile open = files.get(pool);
            if (open != null) {
                return use.apply(open);
            }
            PoolFile opened = PoolFile.open(directory, pool, readOnly, forcing);
            if (files.size() < OPEN_FILES) {
                PoolFile other = files.putIfAbsent(pool, opened);
                if (other == null) {
                    return use.apply(opened);
                }
            }
            try (opened) {
                return use.apply(opened);
            }
        } catch (FileNotFoundException e) {
            if (Files.exists(PoolFile.path(directory, pool))) {
                throw failed(directory, keyId, e);
            }
            return PoolFile.Slot.ABSENT;
        } catch (IOException e) {
            throw failed(directory, keyId, e);
        }
    }

    private void requireLogKey() {
        KeyState state = state(LOG_KEY);
        if (state != KeyState.PRESENT) {
            throw new KeyStoreException(
                    Code.LOG_KEY_LOST,
                    LOG_KEY,
                    "the log's key in " + directory + " is " + state + ": restore the directory");
        }
    }

    /**
     * Whole or not there: written beside, forced, then moved into place. A directory that has other
     * pools has lost its log key, and gets no new one.
     */
    private static void createLogKey(Path directory, RandomGenerator random, Forcing forcing)
            throws IOException {
        Files.createDirectories(
                directory,
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        try (Stream<Path> pools = Files.list(directory)) {
            if (pools.anyMatch(path -> path.getFileName().toString().endsWith(".keys"))) {
                throw new KeyStoreException(
                        Code.LOG_KEY_LOST,
                        LOG_KEY,
                        directory
                                + " holds keys but not the log's: restore "
                                + PoolFile.path(directory, 0).getFileName());
            }
        }
        Path making = Files.createDirectories(directory.resolve("making"));
        Files.deleteIfExists(PoolFile.path(making, 0));
        byte[] key = new byte[PoolFile.KEY_BYTES];
        random.nextBytes(key);
        try (PoolFile file = PoolFile.create(making, 0, forcing)) {
            file.append(1, key, 1);
        }
        Files.move(
                PoolFile.path(making, 0),
                PoolFile.path(directory, 0),
                StandardCopyOption.ATOMIC_MOVE);
        Files.delete(making);
    }

    /** At each opening, since an earlier one may have died between move and force. */
    private static void forceEntries(Path directory, Forcing forcing) throws IOException {
        forcing.directory(directory);
        Path parent = directory.toAbsolutePath().getParent();
        if (parent != null) {
            forcing.directory(parent);
        }
    }

    static KeyStoreException failed(Path directory, long keyId, IOException cause) {
        return new KeyStoreException(
                Code.KEY_IO, keyId, "keys=" + directory + ": " + cause.getMessage(), cause);
    }
}
