package dev.parley.axon.processors;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.parley.axon.processors.ProcessorStatus.State;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CountDownLatch;
import java.util.stream.LongStream;

/** What holds whatever the events lie in. */
abstract class ProcessorsContract {
    private static final OptionalLong ALL = OptionalLong.empty();

    @TempDir private Path directory;

    private Hosted hosted = new Hosted(new AxonsStorage(), Path.of(""), false, 1);

    /** A storage of its own in {@code directory}, if it needs one. */
    abstract Storage storage(Path directory);

    @AfterEach
    void close() {
        hosted.close();
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void goesOnWhereItStopped(boolean ownPosition) {
        hosted = hosted("log", ownPosition, 5).start();
        hosted.append("a", "b", "a", "b");
        hosted.settle();
        hosted.stop();
        hosted.append("a", "c");
        hosted.start().settle();
        assertEquals(upTo(6), hosted.notebook.noted());
        assertEquals(upTo(6), hosted.notebook.fed);
    }

    @ParameterizedTest
    @EnumSource(
            value = Notebook.Crash.class,
            names = {"BEFORE_COMMIT", "AFTER_COMMIT"})
    void missesNothingWhenItDiesInABatch(Notebook.Crash crash) {
        hosted = started();
        hosted.append("a", "b", "c");
        hosted.settle();
        hosted.notebook.crash = crash;
        hosted.append("a", "b", "c");
        Hosted.until(() -> hosted.status().state() == State.FAILING);
        int before = hosted.notebook.fed.size();
        hosted.restart().settle();
        assertEquals(upTo(6), hosted.notebook.noted());
        assertEquals(upTo(6), List.copyOf(new TreeSet<>(hosted.notebook.durable())));
        assertTrue(hosted.notebook.fed.size() > before, "what was not stored is fed again");
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void resetReplaysEverythingInOrderExactlyOnceAndWhatComesMeanwhile(boolean ownPosition) {
        hosted = hosted("log", ownPosition, 5).start();
        for (int i = 0; i < 10; i++) {
            hosted.append("a", "b", "a");
        }
        hosted.settle();
        int cleared = hosted.notebook.cleared.get();
        hosted.notebook.fed.clear();
        CountDownLatch gate = new CountDownLatch(1);
        hosted.notebook.gate = gate;
        hosted.processors().reset("notebook");
        hosted.append("b");
        gate.countDown();
        hosted.settle();
        assertEquals(cleared + 1, hosted.notebook.cleared.get());
        assertEquals(upTo(31), hosted.notebook.fed);
        assertEquals(upTo(31), hosted.notebook.noted());
        hosted.restart().settle();
        assertEquals(cleared + 1, hosted.notebook.cleared.get());
        assertEquals(upTo(31), hosted.notebook.fed);
    }

    @Test
    void setsAPoisonedEventAsideWithItsCauseAndGoesOn() {
        hosted = started();
        hosted.notebook.poisoned.add(1L);
        hosted.append("a", "b", "a", "c");
        hosted.settle();
        assertEquals(List.of(0L, 2L, 3L), hosted.notebook.noted());
        ParkedEvent parked = hosted.processors().parked("notebook").getFirst();
        assertEquals(1, parked.position());
        assertEquals(1, parked.attempts());
        assertEquals(ParkedEvent.NOTHING, parked.behind());
        assertEquals("java.lang.IllegalStateException: poison at 1", parked.cause());
        assertEquals(List.of("thread=b"), parked.tags());
        assertEquals(42, parked.parkedAtMicros());
        assertEquals(State.RUNNING, hosted.status().state());
        assertEquals(1, hosted.status().parked());
    }

    @Test
    void parksTheLaterEventsOfTheSameSequenceBehindIt() {
        hosted = started();
        hosted.notebook.poisoned.add(0L);
        hosted.append("a", "b", "a");
        hosted.settle();
        hosted.append("a", "b");
        hosted.settle();
        assertEquals(List.of(1L, 4L), hosted.notebook.noted());
        assertEquals(List.of(0L, 2L, 3L), hosted.parked());
        ParkedEvent last = hosted.processors().parked("notebook").getLast();
        assertEquals(0, last.behind());
        assertEquals(0, last.attempts());
    }

    @Test
    void aRetryThatSucceedsTakesInWhatWaitedInOrder() {
        hosted = started();
        hosted.notebook.poisoned.addAll(Set.of(0L, 1L));
        hosted.append("a", "b", "a", "b");
        hosted.settle();
        hosted.notebook.poisoned.remove(0L);
        Retried retried = hosted.processors().retry("notebook", ALL);
        assertEquals(2, retried.succeeded());
        assertEquals(
                List.of(1L, 3L),
                retried.stillParked().stream().map(ParkedEvent::position).toList());
        assertEquals(2, retried.stillParked().getFirst().attempts());
        assertEquals(List.of(0L, 2L), hosted.notebook.noted());
        assertEquals(List.of(1L, 3L), hosted.parked());
        hosted.notebook.poisoned.clear();
        assertEquals(2, hosted.processors().retry("notebook", OptionalLong.of(1)).succeeded());
        assertEquals(upTo(4), hosted.notebook.noted());
        assertEquals(List.of(), hosted.parked());
        hosted.append("a", "b");
        hosted.settle();
        assertEquals(upTo(6), hosted.notebook.noted());
    }

    @Test
    void whatARetryTookInOutlivesADeathRightBehindIt() {
        hosted = hosted("log", true, 5).start();
        hosted.notebook.poisoned.add(0L);
        hosted.append("a", "b");
        hosted.settle();
        hosted.restart().settle();
        hosted.notebook.lazy = true;
        hosted.notebook.poisoned.clear();
        assertEquals(1, hosted.processors().retry("notebook", ALL).succeeded());
        hosted.restart().settle();
        assertEquals(upTo(2), hosted.notebook.noted());
    }

    @Test
    void keepsWhatIsParkedAcrossARestart() {
        hosted = started();
        hosted.notebook.poisoned.add(1L);
        hosted.append("a", "b");
        hosted.settle();
        List<ParkedEvent> before = hosted.processors().parked("notebook");
        hosted.restart();
        hosted.append("b", "a");
        hosted.settle();
        assertEquals(before.getFirst(), hosted.processors().parked("notebook").getFirst());
        assertEquals(List.of(1L, 2L), hosted.parked());
        hosted.notebook.poisoned.clear();
        assertEquals(2, hosted.processors().retry("notebook", ALL).succeeded());
        hosted.restart().settle();
        assertEquals(List.of(), hosted.parked());
        assertEquals(upTo(4), hosted.notebook.noted());
    }

    @Test
    void stopsWithAnErrorInsteadOfDroppingWhenNoMoreFits() {
        hosted = hosted("log", false, 3).start();
        hosted.notebook.poisoned.addAll(Set.of(0L, 1L, 2L, 3L));
        hosted.append("a", "b", "c");
        hosted.settle();
        hosted.append("d", "e");
        Hosted.until(() -> hosted.status().state() == State.FAILING);
        String problem = hosted.status().problem().orElseThrow();
        assertTrue(problem.contains("parkedEvents=3"), problem);
        assertEquals(3, hosted.status().position());
        assertEquals(List.of(), hosted.notebook.noted());
        hosted.notebook.poisoned.clear();
        assertEquals(3, hosted.processors().retry("notebook", ALL).succeeded());
        hosted.settle();
        assertEquals(upTo(5), hosted.notebook.noted());
        Hosted.until(() -> hosted.status().state() == State.RUNNING);
    }

    @Test
    void boundsTheTextOfACause() {
        IllegalStateException deep =
                new IllegalStateException("x".repeat(10_000), new IOException("y"));
        assertEquals(ParkedEvent.CAUSE_CHARS, ParkedEvent.said(deep).length());
        assertEquals(
                "java.lang.IllegalStateException: a b <- java.io.IOException: y",
                ParkedEvent.said(new IllegalStateException("a\n  b", new IOException("y"))));
    }

    @Test
    void refusesWhatCannotBeRetried() {
        hosted = started();
        hosted.notebook.poisoned.add(0L);
        hosted.append("a", "a", "b");
        hosted.settle();
        assertRefused(ProcessorRefusal.Code.UNKNOWN_PROCESSOR, "nobody", ALL);
        assertRefused(ProcessorRefusal.Code.NOT_PARKED, "notebook", OptionalLong.of(2));
        assertRefused(ProcessorRefusal.Code.WAITS_BEHIND, "notebook", OptionalLong.of(1));
    }

    @Test
    void aResetForgetsWhatWasParked() {
        hosted = started();
        hosted.notebook.poisoned.add(0L);
        hosted.append("a", "b");
        hosted.settle();
        hosted.notebook.poisoned.clear();
        hosted.processors().reset("notebook");
        hosted.settle();
        assertEquals(List.of(), hosted.parked());
        assertEquals(upTo(2), hosted.notebook.noted());
    }

    @ParameterizedTest
    @ValueSource(strings = {"notebook.token", "notebook.parked"})
    void replaysFromTheStartWhenAFileIsDamaged(String name) throws IOException {
        hosted = started();
        hosted.notebook.poisoned.add(2L);
        hosted.append("a", "b", "c");
        hosted.settle();
        hosted.stop();
        Path file = directory.resolve(name);
        byte[] bytes = Files.readAllBytes(file);
        bytes[bytes.length / 2] ^= 4;
        Files.write(file, bytes);
        int cleared = hosted.notebook.cleared.get();
        hosted.start();
        String problem = hosted.status().problem().orElse("");
        hosted.settle();
        assertTrue(problem.contains("damaged") && problem.contains("replayed"), problem);
        assertEquals(cleared + 1, hosted.notebook.cleared.get());
        assertEquals(List.of(0L, 1L), hosted.notebook.noted());
        assertEquals(List.of(2L), hosted.parked());
        assertTrue(Files.exists(directory.resolve(name + ".damaged")));
    }

    @Test
    void replaysWhenItStandsBeyondTheLog() throws Exception {
        hosted = started();
        hosted.append("a", "b", "c");
        hosted.settle();
        hosted.close();
        Hosted shorter = hosted("shorter", false, 5);
        shorter.append("x");
        hosted = shorter.start();
        hosted.settle();
        assertEquals(1, hosted.notebook.cleared.get());
        assertEquals(List.of(0L), hosted.notebook.noted());
    }

    @Test
    void beginsAgainAResetThatACrashCutOff() throws IOException {
        hosted = started();
        hosted.append("a", "b");
        hosted.settle();
        hosted.stop();
        OfflineProcessors.wantReset(directory, "notebook");
        int cleared = hosted.notebook.cleared.get();
        hosted.start().settle();
        assertEquals(cleared + 1, hosted.notebook.cleared.get());
        assertEquals(upTo(2), hosted.notebook.noted());
    }

    private Hosted started() {
        return Hosted.started(storage(directory.resolve("log")), directory);
    }

    private Hosted hosted(String log, boolean ownPosition, int parkedMost) {
        return new Hosted(storage(directory.resolve(log)), directory, ownPosition, parkedMost);
    }

    private void assertRefused(ProcessorRefusal.Code code, String name, OptionalLong position) {
        ProcessorRefusal refusal =
                assertThrows(
                        ProcessorRefusal.class, () -> hosted.processors().retry(name, position));
        assertEquals(code, refusal.code());
    }

    private static List<Long> upTo(long end) {
        return LongStream.range(0, end).boxed().toList();
    }
}
