package dev.parley.axon.processors;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.axonframework.messaging.core.EmptyApplicationContext;
import org.axonframework.messaging.core.unitofwork.SimpleUnitOfWorkFactory;
import org.axonframework.messaging.core.unitofwork.UnitOfWork;
import org.axonframework.messaging.eventhandling.processing.streaming.segmenting.Segment;
import org.axonframework.messaging.eventhandling.processing.streaming.token.GapAwareTrackingToken;
import org.axonframework.messaging.eventhandling.processing.streaming.token.GlobalSequenceTrackingToken;
import org.axonframework.messaging.eventhandling.processing.streaming.token.MergedTrackingToken;
import org.axonframework.messaging.eventhandling.processing.streaming.token.ReplayToken;
import org.axonframework.messaging.eventhandling.processing.streaming.token.TrackingToken;
import org.axonframework.messaging.eventhandling.processing.streaming.token.store.UnableToClaimTokenException;
import org.axonframework.messaging.eventhandling.processing.streaming.token.store.UnableToInitializeTokenException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;

/** What Axon asks of a token store, and what a file must stand. */
class FileTokenStoreTest {
    private static final String NAME = "org.example.Words[1]/../x";

    @TempDir private Path directory;
    private FileTokenStore store = unset();

    @BeforeEach
    void open() throws IOException {
        store = new FileTokenStore(directory.resolve("processors"));
    }

    @Test
    void startsWithoutSegments() throws Exception {
        assertEquals(List.of(), get(store.fetchSegments(NAME, null)));
        assertNull(get(store.fetchSegment(NAME, 0, null)));
        assertFails(UnableToClaimTokenException.class, store.fetchToken(NAME, 0, null));
        assertFails(UnableToClaimTokenException.class, store.storeToken(at(1), NAME, 0, null));
        assertFails(UnableToClaimTokenException.class, store.extendClaim(NAME, 0, null));
    }

    @Test
    void initializesAsManySegmentsAsAskedForOnce() throws Exception {
        List<Segment> made = get(store.initializeTokenSegments(NAME, 3, at(5), null));
        assertEquals(3, made.size());
        assertEquals(made, get(store.fetchSegments(NAME, null)));
        assertEquals(made, get(store.fetchAvailableSegments(NAME, null)));
        for (Segment each : made) {
            assertEquals(at(5), get(store.fetchToken(NAME, each, null)));
            assertEquals(each, get(store.fetchSegment(NAME, each.getSegmentId(), null)));
        }
        assertFails(
                UnableToClaimTokenException.class,
                store.initializeTokenSegments(NAME, 1, at(5), null));
    }

    @Test
    void keepsEveryKindOfTokenAcrossReopening() throws Exception {
        get(store.initializeTokenSegments(NAME, 1, null, null));
        assertNull(get(store.fetchToken(NAME, 0, null)));
        for (TrackingToken token :
                List.of(
                        at(0),
                        at(Long.MAX_VALUE),
                        at(-1),
                        ReplayToken.createReplayToken(at(9)),
                        ReplayToken.createReplayToken(at(9), at(4)),
                        new MergedTrackingToken(at(3), at(8)),
                        ReplayToken.createReplayToken(
                                new MergedTrackingToken(at(3), at(8)), at(1)))) {
            get(store.storeToken(token, NAME, 0, null));
            open();
            assertEquals(token, get(store.fetchToken(NAME, 0, null)));
        }
        get(store.storeToken(null, NAME, 0, null));
        open();
        assertNull(get(store.fetchToken(NAME, 0, null)));
    }

    @Test
    void refusesTokensThatItCannotKeep() throws Exception {
        get(store.initializeTokenSegments(NAME, 1, at(1), null));
        assertFails(
                IllegalArgumentException.class,
                store.storeToken(GapAwareTrackingToken.newInstance(1, Set.of()), NAME, 0, null));
        assertFails(
                IllegalArgumentException.class,
                store.storeToken(
                        ReplayToken.createReplayToken(at(9), at(4), "why"), NAME, 0, null));
        assertEquals(at(1), get(store.fetchToken(NAME, 0, null)));
    }

    @Test
    void storesOnlyOnceTheUnitOfWorkIsCommitted() throws Exception {
        get(store.initializeTokenSegments(NAME, 1, at(1), null));
        UnitOfWork unit = unit();
        unit.runOnPrepareCommit(context -> store.storeToken(at(2), NAME, 0, context).join());
        unit.runOnCommit(_ -> assertEquals(at(1), store.fetchToken(NAME, 0, null).join()));
        get(unit.execute());
        open();
        assertEquals(at(2), get(store.fetchToken(NAME, 0, null)));
    }

    @Test
    void storesNothingWhenTheUnitOfWorkFails() throws Exception {
        get(store.initializeTokenSegments(NAME, 1, at(1), null));
        UnitOfWork unit = unit();
        unit.runOnPrepareCommit(context -> store.storeToken(at(2), NAME, 0, context).join());
        unit.runOnCommit(
                _ -> {
                    throw new IllegalStateException("cannot commit");
                });
        assertFails(IllegalStateException.class, unit.execute());
        open();
        assertEquals(at(1), get(store.fetchToken(NAME, 0, null)));
    }

    @Test
    void addsAndDeletesSingleSegments() throws Exception {
        Segment[] halves = Segment.ROOT_SEGMENT.split();
        get(store.initializeSegment(at(1), NAME, halves[0], null));
        get(store.initializeSegment(null, NAME, halves[1], null));
        assertFails(
                UnableToInitializeTokenException.class,
                store.initializeSegment(at(2), NAME, halves[0], null));
        get(store.deleteToken(NAME, 0, null));
        open();
        assertEquals(List.of(halves[1]), get(store.fetchSegments(NAME, null)));
        assertFails(UnableToClaimTokenException.class, store.deleteToken(NAME, 0, null));
    }

    @Test
    void keepsProcessorsApart() throws Exception {
        get(store.initializeTokenSegments("a", 1, at(1), null));
        get(store.initializeTokenSegments("a/", 1, at(2), null));
        get(store.storeToken(at(3), "a", 0, null));
        open();
        assertEquals(at(3), get(store.fetchToken("a", 0, null)));
        assertEquals(at(2), get(store.fetchToken("a/", 0, null)));
    }

    @Test
    void isKnownByItsDirectory() throws Exception {
        String here = get(store.retrieveStorageIdentifier(null));
        assertEquals(
                here,
                get(
                        new FileTokenStore(directory.resolve("processors"))
                                .retrieveStorageIdentifier(null)));
        assertNotEquals(
                here,
                get(new FileTokenStore(directory.resolve("o")).retrieveStorageIdentifier(null)));
    }

    @Test
    void neverGivesAnotherTokenThanTheOneStoredWhicheverByteIsFlipped() throws Exception {
        get(store.initializeTokenSegments("p", 2, ReplayToken.createReplayToken(at(700)), null));
        Path file = directory.resolve("processors").resolve("p.token");
        byte[] good = Files.readAllBytes(file);
        for (int i = 0; i < good.length; i++) {
            byte[] bad = good.clone();
            bad[i] ^= 0x20;
            Files.write(file, bad);
            open();
            assertFails(FileDamaged.class, store.fetchToken("p", 0, null));
        }
        for (int length = 0; length < good.length; length++) {
            Files.write(file, Arrays.copyOf(good, length));
            open();
            assertFails(FileDamaged.class, store.fetchSegments("p", null));
        }
    }

    @Test
    void takesNoNoticeOfAReplacementThatWasNotFinished() throws Exception {
        get(store.initializeTokenSegments("p", 1, at(7), null));
        Files.write(directory.resolve("processors").resolve("p.token.new"), new byte[] {1, 2});
        open();
        assertEquals(at(7), get(store.fetchToken("p", 0, null)));
        get(store.storeToken(at(8), "p", 0, null));
        open();
        assertEquals(at(8), get(store.fetchToken("p", 0, null)));
    }

    @Test
    void saysSoWhenItCannotWriteAndGoesByTheFileAfterwards() throws Exception {
        get(store.initializeTokenSegments("p", 1, at(7), null));
        Path inTheWay = directory.resolve("processors").resolve("p.token.new");
        Files.createDirectory(inTheWay);
        assertFails(UncheckedIOException.class, store.storeToken(at(8), "p", 0, null));
        assertEquals(at(7), get(store.fetchToken("p", 0, null)));
        Files.delete(inTheWay);
        get(store.storeToken(at(8), "p", 0, null));
        assertEquals(at(8), get(store.fetchToken("p", 0, null)));
    }

    private static UnitOfWork unit() {
        return new SimpleUnitOfWorkFactory(EmptyApplicationContext.INSTANCE).create();
    }

    private static TrackingToken at(long position) {
        return new GlobalSequenceTrackingToken(position);
    }

    private static <T extends @Nullable Object> T get(CompletableFuture<T> future)
            throws Exception {
        return future.get(10, TimeUnit.SECONDS);
    }

    private static void assertFails(Class<? extends Exception> type, CompletableFuture<?> future) {
        ExecutionException failed =
                assertThrows(ExecutionException.class, () -> future.get(10, TimeUnit.SECONDS));
        assertInstanceOf(type, failed.getCause());
    }

    private static FileTokenStore unset() {
        try {
            return new FileTokenStore(Path.of(System.getProperty("java.io.tmpdir")));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
