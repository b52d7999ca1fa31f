package dev.parley.seal;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Remembers what was forced; can fail and hold the force of files. */
final class WatchedForcing implements Forcing {
    final Map<Path, Long> lengths = new ConcurrentHashMap<>();
    final Set<Path> directories = ConcurrentHashMap.newKeySet();
    volatile boolean failing;
    private volatile CountDownLatch gate = new CountDownLatch(0);

    void hold() {
        gate = new CountDownLatch(1);
    }

    void release() {
        gate.countDown();
    }

    long forcedLength(Path path) {
        return lengths.getOrDefault(path, 0L);
    }

    @Override
    public void file(Path path, RandomAccessFile file) throws IOException {
        try {
            if (!gate.await(30, TimeUnit.SECONDS)) {
                throw new IOException("held too long");
            }
        } catch (InterruptedException e) {
            throw new IOException(e);
        }
        if (failing) {
            throw new IOException("no space left on device");
        }
        lengths.put(path.toRealPath(), file.length());
    }

    @Override
    public void directory(Path directory) throws IOException {
        directories.add(directory.toRealPath());
    }
}
