package dev.parley.seal;

import dev.parley.seal.KeyStoreException.Code;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.random.RandomGenerator;

/**
 * Makes keys ahead of their use: one thread writes and forces a batch while the callers take from
 * the batches before it. An id enters the pool only after the force of its batch returned.
 */
final class FreshKeys implements AutoCloseable {
    private static final int CAPACITY = 2 * KeyStore.POOL;
    private static final int FILE_NUMBER_TRIES = 64;
    private static final long TAKE_NANOS = TimeUnit.SECONDS.toNanos(5);
    private static final long STOP_MILLIS = 5_000;

    private final Path directory;
    private final RandomGenerator random;
    private final Forcing forcing;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition filled = lock.newCondition();
    private final Condition wanted = lock.newCondition();
    private final Thread thread;

    // Under the lock.
    private final long[] ids = new long[CAPACITY];
    private int count;
    private boolean closed;
    private @Nullable Throwable failure; // null while making keys works

    // Of the making thread.
    private @Nullable PoolFile file; // null before the first batch and after a full file
    private int pool;
    private int nextSlot;

    FreshKeys(Path directory, RandomGenerator random, Forcing forcing) {
        this.directory = directory;
        this.random = random;
        this.forcing = forcing;
        thread = Thread.ofPlatform().name("parley-keys").daemon(true).unstarted(this::run);
    }

    void start() {
        thread.start();
    }

    long take() {
        lock.lock();
        try {
            long left = TAKE_NANOS;
            while (count == 0) {
                requireWorking();
                if (left <= 0) {
                    throw new KeyStoreException(
                            Code.POOL_DRY, 0, "no fresh key of " + directory + " within 5 s");
                }
                left = filled.awaitNanos(left);
            }
            long id = ids[--count];
            if (count <= CAPACITY - KeyStore.POOL) {
                wanted.signal();
            }
            return id;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new KeyStoreException(Code.POOL_DRY, 0, "interrupted while waiting", e);
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void close() {
        lock.lock();
        try {
            closed = true;
            count = 0;
            wanted.signalAll();
            filled.signalAll();
        } finally {
            lock.unlock();
        }
        try {
            thread.join(STOP_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void requireWorking() {
        if (failure != null) {
            throw new KeyStoreException(
                    Code.KEY_IO, 0, "no more keys from " + directory + ": " + failure, failure);
        }
        if (closed) {
            throw new IllegalStateException("the key store is closed");
        }
    }

    private void run() {
        try {
            while (awaitWant()) {
                offer(make());
            }
        } catch (IOException | RuntimeException e) {
            // After a failed force nobody knows what the disk holds: make no more keys.
            fail(e);
        } finally {
            closeFile();
        }
    }

    private boolean awaitWant() {
        lock.lock();
        try {
            while (!closed && count > CAPACITY - KeyStore.POOL) {
                wanted.awaitUninterruptibly();
            }
            return !closed;
        } finally {
            lock.unlock();
        }
    }

    /** Writes and forces one batch; answers the id of its first key. */
    private long make() throws IOException {
        PoolFile current = file;
        boolean isNew = current == null;
        if (current == null) {
            current = create();
            file = current;
            nextSlot = 1;
        }
        byte[] keys = new byte[KeyStore.POOL * PoolFile.KEY_BYTES];
        random.nextBytes(keys);
        current.append(nextSlot, keys, KeyStore.POOL);
        Arrays.fill(keys, (byte) 0);
        if (isNew) {
            forcing.directory(directory);
        }
        long first = PoolFile.keyId(pool, nextSlot);
        nextSlot += KeyStore.POOL;
        if (nextSlot + KeyStore.POOL - 1 > PoolFile.MAX_SLOT) {
            closeFile();
        }
        return first;
    }

    private PoolFile create() throws IOException {
        for (int i = 0; i < FILE_NUMBER_TRIES; i++) {
            pool = random.nextInt();
            try {
                if (pool != 0) {
                    return PoolFile.create(directory, pool, forcing);
                }
            } catch (FileAlreadyExistsException _) {
                // Taken by an earlier start: draw again.
            }
        }
        throw new IOException("no free pool number in " + FILE_NUMBER_TRIES + " draws");
    }

    private void offer(long first) {
        lock.lock();
        try {
            if (closed) {
                return;
            }
            for (int i = KeyStore.POOL - 1; i >= 0; i--) {
                ids[count++] = first + i;
            }
            filled.signalAll();
        } finally {
            lock.unlock();
        }
    }

    private void fail(Throwable cause) {
        lock.lock();
        try {
            failure = cause;
            filled.signalAll();
        } finally {
            lock.unlock();
        }
    }

    private void closeFile() {
        PoolFile current = file;
        file = null;
        if (current != null) {
            try {
                current.close();
            } catch (IOException e) {
                fail(e);
            }
        }
    }
}
