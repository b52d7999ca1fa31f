package dev.parley.ring;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.parley.domain.Answer;
import dev.parley.domain.Outcome;
import dev.parley.domain.Rejection;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import java.util.Objects;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;

/** Who is woken by whom, and that nobody who blocks is forgotten. */
class AnswerFutureTest {
    private static final Answer ANSWER =
            new Answer(Rejection.LIMIT_EXCEEDED, 1, 2, 3, 4, 5, 6, true);
    private static final Answer NOT_FINAL = Answer.refused(Rejection.ABSENT);
    private static final int ROUNDS = 20_000;

    /** Told as the ring tells: first on its thread, then, where that was not all, elsewhere. */
    private static final class Told extends PlainAnswer {
        @Override
        protected boolean isFinal(Rejection rejection) {
            return rejection != NOT_FINAL.rejection();
        }

        /** As on the ring's thread. */
        boolean arrived(Answer answer) {
            Outcome outcome = new Outcome();
            outcome.rejection = answer.rejection();
            outcome.id = answer.id();
            outcome.number = answer.number();
            outcome.seq = answer.seq();
            outcome.visitorSeq = answer.visitorSeq();
            outcome.position = answer.position();
            outcome.repeated = answer.repeated();
            return arrive(outcome, answer.head());
        }

        /** Answers whether the waiter was told already. */
        boolean tell(Answer answer) {
            boolean woken = arrived(answer);
            if (!woken) {
                answered(answer);
            }
            return woken;
        }
    }

    /** What a blocked thread got, or what was thrown at it. */
    private static <T> CompletableFuture<T> blocked(CompletableFuture<T> told) {
        CompletableFuture<T> got = new CompletableFuture<>();
        Thread waiter =
                Thread.ofPlatform()
                        .daemon(true)
                        .start(
                                () -> {
                                    try {
                                        got.complete(told.join());
                                    } catch (RuntimeException e) {
                                        got.completeExceptionally(e);
                                    }
                                });
        RunningRing.await(() -> waiter.getState().name().endsWith("WAITING"));
        return got;
    }

    @Test
    void wakesAThreadThatBlocksWhichThenCompletesIt() {
        Told told = new Told();
        CompletableFuture<Answer> got = blocked(told);
        assertTrue(told.arrived(ANSWER), "and nobody else need tell");
        assertEquals(ANSWER, RunningRing.get(got));
        assertTrue(told.isDone());
    }

    @Test
    void leavesItToTheExecutorWhereNobodyBlocks() throws Exception {
        Told told = new Told();
        AtomicInteger continued = new AtomicInteger();
        CompletableFuture<Void> _ = told.thenAccept(_ -> continued.incrementAndGet());
        assertFalse(told.arrived(ANSWER));
        assertEquals(0, continued.get(), "no foreign code on the ring's thread");
        told.answered(ANSWER);
        assertEquals(1, continued.get());
        assertEquals(ANSWER, told.get());
    }

    @Test
    void losesNoAnswerWhicheverComesFirst() throws Exception {
        for (int i = 0; i < ROUNDS; i++) {
            Told told = new Told();
            Thread ring = Thread.startVirtualThread(() -> told.tell(ANSWER));
            assertEquals(ANSWER, told.get(20, TimeUnit.SECONDS));
            ring.join();
        }
    }

    @Test
    void wakesEachOfSeveralThatBlock() {
        Told told = new Told();
        CompletableFuture<Answer> first = blocked(told);
        CompletableFuture<Answer> second = blocked(told);
        boolean _ = told.tell(ANSWER);
        assertEquals(ANSWER, RunningRing.get(first));
        assertEquals(ANSWER, RunningRing.get(second));
    }

    @Test
    void hearsOfEveryOtherEnd() {
        Told failed = new Told();
        CompletableFuture<Answer> got = blocked(failed);
        failed.completeExceptionally(new IllegalStateException("a second try failed"));
        assertTrue(thrown(got) instanceof IllegalStateException);
        Told cancelled = new Told();
        CompletableFuture<Answer> none = blocked(cancelled);
        cancelled.cancel(false);
        assertThrows(CancellationException.class, none::join);
        Told late = new Told();
        got = blocked(late);
        CompletableFuture<Answer> _ = late.completeOnTimeout(ANSWER, 1, TimeUnit.MILLISECONDS);
        assertEquals(ANSWER, RunningRing.get(got));
    }

    @Test
    void goesOnWaitingWhereTheAnswerIsNotTheCallers() {
        Told told = new Told();
        CompletableFuture<Answer> got = blocked(told);
        assertFalse(told.arrived(NOT_FINAL));
        assertFalse(got.isDone());
        assertTrue(told.arrived(ANSWER));
        assertEquals(ANSWER, RunningRing.get(got));
    }

    @Test
    void givesUpAtTheTimeOutAndTakesALaterAnswer() {
        Told told = new Told();
        assertThrows(TimeoutException.class, () -> told.get(1, TimeUnit.MILLISECONDS));
        assertFalse(told.tell(ANSWER), "nobody waits any more");
        assertEquals(ANSWER, told.join());
    }

    @Test
    void keepsNothingOfWhoGaveUp() {
        Told told = new Told();
        CompletableFuture<Long> id = told.thenApply(Answer::id);
        for (int i = 0; i < 3; i++) {
            assertThrows(TimeoutException.class, () -> told.get(1, TimeUnit.MICROSECONDS));
            assertThrows(TimeoutException.class, () -> id.get(1, TimeUnit.MICROSECONDS));
        }
        assertEquals(1, told.getNumberOfDependents(), "what is made of it");
        assertEquals(0, id.getNumberOfDependents());
        assertFalse(told.tell(ANSWER));
        assertEquals(ANSWER.id(), id.join());
    }

    @Test
    void isInterruptedAsAnyFuture() {
        Told told = new Told();
        Thread.currentThread().interrupt();
        assertThrows(InterruptedException.class, told::get);
        assertFalse(Thread.interrupted());
        assertFalse(told.isDone());
    }

    @Test
    void wakesWhoBlocksForWhatIsMadeOfTheAnswerAndHasThatThreadMakeIt() {
        Told told = new Told();
        CompletableFuture<Thread> made =
                told.thenApply(Answer::id)
                        .thenCompose(CompletableFuture::completedFuture)
                        .thenApply(_ -> Thread.currentThread());
        Thread waiter = Thread.ofPlatform().daemon(true).start(made::join);
        RunningRing.await(() -> waiter.getState().name().endsWith("WAITING"));
        assertTrue(told.arrived(ANSWER), "and nobody else need tell");
        assertEquals(waiter, RunningRing.get(made));
    }

    @Test
    void losesNothingMadeOfAnAnswerWhicheverComesFirst() throws Exception {
        for (int i = 0; i < ROUNDS; i++) {
            Told told = new Told();
            CompletableFuture<Long> id = told.thenApply(Answer::id);
            Thread ring = Thread.startVirtualThread(() -> told.tell(ANSWER));
            assertEquals(ANSWER.id(), id.get(20, TimeUnit.SECONDS));
            ring.join();
        }
    }

    @Test
    void waitsOnForWhatIsMadeElsewhereWithinTheTimeThatIsLeft() throws Exception {
        Told told = new Told();
        CompletableFuture<Runnable> held = new CompletableFuture<>();
        CompletableFuture<Long> id = told.thenApplyAsync(Answer::id, held::complete);
        CompletableFuture<Long> got = blocked(id);
        assertTrue(told.arrived(ANSWER));
        Runnable making = RunningRing.get(held);
        assertFalse(got.isDone());
        making.run();
        assertEquals(ANSWER.id(), RunningRing.get(got));

        CompletableFuture<Long> never = new Told().thenApply(Answer::id);
        assertThrows(TimeoutException.class, () -> never.get(1, TimeUnit.MILLISECONDS));
        CompletableFuture<Long> late =
                new Told().thenApply(Answer::id).completeOnTimeout(7L, 1, TimeUnit.MILLISECONDS);
        assertEquals(7L, late.get(20, TimeUnit.SECONDS));
    }

    /** As a transaction that is committed later, by what is made of its future. */
    @Test
    void wakesWhoBlocksForAnAnswerThatWasAskedForOnTheWay() {
        Told told = new Told();
        AtomicReference<@Nullable AnswerFuture> asked = new AtomicReference<>();
        CompletableFuture<String> begun = new AwaitedFuture<>(asked::get);
        CompletableFuture<Thread> made =
                begun.thenCompose(
                                _ -> {
                                    asked.set(told);
                                    return told.thenApply(Answer::id);
                                })
                        .thenApply(_ -> Thread.currentThread());
        assertThrows(TimeoutException.class, () -> made.get(1, TimeUnit.MILLISECONDS));
        begun.complete("begun");
        Thread waiter = Thread.ofPlatform().daemon(true).start(made::join);
        RunningRing.await(() -> waiter.getState().name().endsWith("WAITING"));
        assertTrue(told.arrived(ANSWER), "and nobody else need tell");
        assertEquals(waiter, RunningRing.get(made));
    }

    private static Throwable thrown(CompletableFuture<Answer> got) {
        try {
            throw new AssertionError("answered " + got.get(20, TimeUnit.SECONDS));
        } catch (ExecutionException e) {
            return Objects.requireNonNull(e.getCause());
        } catch (InterruptedException | TimeoutException e) {
            throw new IllegalStateException(e);
        }
    }
}
