package dev.parley.seal;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.parley.seal.KeyStoreException.Code;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

class KeyStoreTest {
    @TempDir Path temp;

    @Test
    void handsOutKeysThatAreThereAfterARestartAndNeverTwice() {
        Map<Long, byte[]> taken = new HashMap<>();
        for (int start = 0; start < 4; start++) {
            try (KeyStore store = open()) {
                for (int i = 0; i < 3 * KeyStore.POOL; i++) {
                    long id = store.take();
                    assertTrue(id > KeyStore.LOG_KEY && id < 1L << 53, "id=" + id);
                    byte[] key = store.find(id).key();
                    assertEquals(PoolFile.KEY_BYTES, key.length);
                    assertEquals(null, taken.put(id, key), "handed out twice: " + id);
                }
                taken.forEach((id, key) -> assertArrayEquals(key, store.find(id).key()));
            }
        }
        assertEquals(taken.size(), distinct(taken), "two ids share a key");
    }

    @Test
    void restartsWithTheSameSequenceOfChanceWithoutSharingAnId() {
        Set<Long> ids = new HashSet<>();
        for (int start = 0; start < 3; start++) {
            try (KeyStore store = KeyStore.open(keys(), new Random(7))) {
                for (int i = 0; i < 10; i++) {
                    assertTrue(ids.add(store.take()));
                }
            }
        }
    }

    @Test
    void answersManyThreadsAtOnceWithDistinctKeys() throws Exception {
        int threads = 8;
        int each = 500;
        try (KeyStore store = open();
                ExecutorService pool = Executors.newFixedThreadPool(threads)) {
            Callable<Set<Long>> taker =
                    () -> {
                        Set<Long> mine = new HashSet<>();
                        for (int i = 0; i < each; i++) {
                            mine.add(store.take());
                        }
                        return mine;
                    };
            Set<Long> all = new HashSet<>();
            for (Future<Set<Long>> future :
                    pool.invokeAll(
                            List.of(taker, taker, taker, taker, taker, taker, taker, taker))) {
                all.addAll(future.get(30, TimeUnit.SECONDS));
            }
            assertEquals(threads * each, all.size());
            all.forEach(id -> assertEquals(KeyState.PRESENT, store.state(id)));
        }
    }

    @Test
    void handsOutOnlyWhatWasForcedBefore() throws IOException {
        WatchedForcing forcing = new WatchedForcing();
        try (KeyStore store = KeyStore.open(keys(), new SecureRandom(), forcing)) {
            for (int i = 0; i < 5 * KeyStore.POOL; i++) {
                long id = store.take();
                Path path = PoolFile.path(keys(), PoolFile.pool(id)).toRealPath();
                long end = (long) PoolFile.slot(id) * PoolFile.SLOT_BYTES;
                assertTrue(forcing.forcedLength(path) >= end, "not forced: " + id);
                assertTrue(forcing.directories.contains(keys().toRealPath()));
            }
        }
    }

    /** The forced part of a file stands; behind it a power cut leaves anything. */
    @Test
    void losesNoHandedOutKeyToATornEndOfThePool() throws IOException {
        long seed = System.nanoTime();
        System.out.println("KeyStoreTest torn pool seed=" + seed);
        Random random = new Random(seed);
        Map<Long, byte[]> taken = new HashMap<>();
        for (int crash = 0; crash < 20; crash++) {
            WatchedForcing forcing = new WatchedForcing();
            Map<Path, Long> forced;
            Path crashed = temp.resolve("crashed-" + crash);
            try (KeyStore store = KeyStore.open(keys(), new SecureRandom(), forcing)) {
                for (int i = random.nextInt(2 * KeyStore.POOL); i >= 0; i--) {
                    long id = store.take();
                    byte[] key = store.find(id).key();
                    assertEquals(null, taken.put(id, key), "handed out twice: " + id);
                }
                forced = Map.copyOf(forcing.lengths);
            }
            // Beyond what was forced when the last key was handed out, keep a part and tear the
            // rest.
            Files.createDirectories(crashed);
            try (var files = Files.list(keys())) {
                for (Path file : files.toList()) {
                    byte[] bytes = Files.readAllBytes(file);
                    int safe =
                            (int)
                                    (long)
                                            forced.getOrDefault(
                                                    file.toRealPath(), (long) bytes.length);
                    int kept = safe + random.nextInt(bytes.length - safe + 1);
                    bytes = Arrays.copyOf(bytes, kept);
                    for (int i = safe; i < kept; i++) {
                        if (random.nextInt(100) == 0) {
                            bytes[i] = 0;
                        }
                    }
                    Files.write(crashed.resolve(file.getFileName()), bytes);
                }
            }
            replace(keys(), crashed);
            try (KeyStore store = open()) {
                taken.forEach((id, key) -> assertArrayEquals(key, store.find(id).key()));
            }
        }
    }

    @Test
    void erasesInPlaceForEver() throws IOException {
        long erased;
        long kept;
        byte[] key;
        try (KeyStore store = open()) {
            erased = store.take();
            kept = store.take();
            key = store.find(erased).key();
            assertTrue(onDisk(key));
            assertEquals(KeyState.PRESENT, store.erase(erased));
            assertEquals(KeyState.ERASED, store.erase(erased));
            assertEquals(KeyState.ERASED, store.state(erased));
            assertFalse(onDisk(key), "the key is still on the disk");
        }
        try (KeyStore store = open()) {
            assertEquals(KeyState.ERASED, store.state(erased));
            assertEquals(KeyState.PRESENT, store.state(kept));
            assertEquals(KeyState.ABSENT, store.erase(kept + (1L << 45)));
        }
    }

    @Test
    void tellsADamagedSlotFromAnErasedOne() throws IOException {
        try (KeyStore store = open()) {
            long id = store.take();
            Path path = PoolFile.path(keys(), PoolFile.pool(id));
            try (RandomAccessFile file = new RandomAccessFile(path.toFile(), "rw")) {
                file.seek((PoolFile.slot(id) - 1L) * PoolFile.SLOT_BYTES + 20);
                int old = file.read();
                file.seek((PoolFile.slot(id) - 1L) * PoolFile.SLOT_BYTES + 20);
                file.write(old ^ 1);
            }
            assertEquals(KeyState.DAMAGED, store.state(id));
            assertEquals(KeyState.DAMAGED, store.erase(id));
            assertEquals(KeyState.ERASED, store.state(id));
        }
    }

    @Test
    void knowsNoKeyOutsideItsRange() {
        try (KeyStore store = open()) {
            for (long id :
                    new long[] {0, -1, Long.MIN_VALUE, Long.MAX_VALUE, 2, 1L << 20, 1L << 52}) {
                assertEquals(KeyState.ABSENT, store.state(id), "id=" + id);
            }
        }
    }

    @Test
    void stopsMakingKeysAfterAFailedForce() {
        WatchedForcing forcing = new WatchedForcing();
        try (KeyStore store = KeyStore.open(keys(), new SecureRandom(), forcing)) {
            long first = store.take();
            forcing.failing = true;
            List<Long> rest = new ArrayList<>();
            KeyStoreException failure =
                    assertThrows(
                            KeyStoreException.class,
                            () -> {
                                while (rest.size() < 10 * KeyStore.POOL) {
                                    rest.add(store.take());
                                }
                            });
            assertEquals(Code.KEY_IO, failure.code());
            forcing.failing = false;
            assertThrows(KeyStoreException.class, store::take, "a force is never tried again");
            assertEquals(KeyState.PRESENT, store.state(first));
        }
    }

    @Test
    void waitsForTheDiskOnlyWhenThePoolIsDry() throws Exception {
        WatchedForcing forcing = new WatchedForcing();
        try (KeyStore store = KeyStore.open(keys(), new SecureRandom(), forcing);
                ExecutorService pool = Executors.newSingleThreadExecutor()) {
            store.take();
            forcing.hold();
            try {
                // At least one whole batch but the one taken was there, whatever the disk does now.
                for (int i = 1; i < KeyStore.POOL; i++) {
                    store.take();
                }
                Future<Integer> drained =
                        pool.submit(
                                () -> {
                                    for (int i = 0; i < 2 * KeyStore.POOL; i++) {
                                        store.take();
                                    }
                                    return 1;
                                });
                assertFalse(drained.isDone());
                forcing.release();
                assertEquals(1, drained.get(30, TimeUnit.SECONDS));
            } finally {
                forcing.release();
            }
        }
    }

    @Test
    void findsForToolsWithoutWritingAnything() throws IOException {
        long id;
        byte[] key;
        try (KeyStore store = open()) {
            id = store.take();
            key = store.find(id).key();
            try (KeyStore tool = KeyStore.openReadOnly(keys())) {
                assertArrayEquals(key, tool.find(id).key());
                long later = store.take();
                assertEquals(KeyState.PRESENT, tool.state(later));
                assertThrows(IllegalStateException.class, tool::take);
                assertThrows(IllegalStateException.class, () -> tool.erase(id));
                store.erase(later);
                assertEquals(KeyState.ERASED, tool.state(later));
            }
        }
        Path nowhere = temp.resolve("nowhere");
        try (KeyStore tool = KeyStore.openReadOnly(nowhere)) {
            assertEquals(KeyState.ABSENT, tool.state(id));
        }
        assertFalse(Files.exists(nowhere));
    }

    @Test
    void keepsItsFilesFromOthers() throws IOException {
        try (KeyStore store = open()) {
            store.take();
        }
        assertEquals(
                "rwx------", PosixFilePermissions.toString(Files.getPosixFilePermissions(keys())));
        try (var files = Files.list(keys())) {
            for (Path file : files.toList()) {
                assertEquals(
                        "rw-------",
                        PosixFilePermissions.toString(Files.getPosixFilePermissions(file)));
            }
        }
    }

    @Test
    void refusesToMakeANewLogKeyBesideOldKeys() throws IOException {
        open().close();
        try (KeyStore store = open()) {
            store.take();
            assertThrows(IllegalArgumentException.class, () -> store.erase(KeyStore.LOG_KEY));
        }
        Files.delete(PoolFile.path(keys(), 0));
        assertEquals(Code.LOG_KEY_LOST, assertThrows(KeyStoreException.class, this::open).code());
    }

    @Test
    void readsOnForAThreadThatWasInterrupted() {
        try (KeyStore store = open()) {
            long id = store.take();
            Thread.currentThread().interrupt();
            assertEquals(KeyState.PRESENT, store.state(id));
            assertTrue(Thread.interrupted());
            assertEquals(KeyState.PRESENT, store.state(id));
        }
    }

    private Path keys() {
        return temp.resolve("keys");
    }

    private KeyStore open() {
        return KeyStore.open(keys(), new SecureRandom());
    }

    private boolean onDisk(byte[] key) throws IOException {
        try (var files = Files.list(keys())) {
            for (Path file : files.toList()) {
                byte[] bytes = Files.readAllBytes(file);
                for (int i = 0; i + key.length <= bytes.length; i++) {
                    if (Arrays.equals(bytes, i, i + key.length, key, 0, key.length)) {
                        return true;
                    }
                }
            }
        }
        return false;
    }

    private static long distinct(Map<Long, byte[]> keys) {
        return keys.values().stream().map(Arrays::toString).distinct().count();
    }

    private static void replace(Path directory, Path by) throws IOException {
        try (var files = Files.list(directory)) {
            for (Path file : files.toList()) {
                Files.delete(file);
            }
        }
        Files.delete(directory);
        Files.move(by, directory);
    }
}
