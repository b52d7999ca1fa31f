package dev.parley.ring;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.parley.domain.Answer;
import dev.parley.domain.Command;
import dev.parley.domain.Header;
import dev.parley.domain.PartialEvents;
import dev.parley.domain.Rejection;
import dev.parley.domain.Slice;
import dev.parley.log.LogFailure;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.IntStream;

/** What becomes of callers when the shard cannot go on. */
class RingHaltTest {
    private volatile boolean breakView;

    private final RunningRing running =
            new RunningRing(
                    new PartialEvents() {
                        @Override
                        public void accountRegistered(Header h, long keyId, Slice name) {
                            if (breakView) {
                                throw new IllegalStateException("a view that cannot go on");
                            }
                        }
                    });

    @AfterEach
    void close() {
        running.close();
    }

    @Test
    void answersOutcomeUnknownToAllThatWaitForAFailedForce() {
        running.log.hold();
        running.segments.failNextForce(new IOException("input/output error"));
        List<CompletableFuture<Answer>> waiting =
                IntStream.range(0, 30).mapToObj(_ -> running.submit(register())).toList();
        running.log.letGo();
        for (CompletableFuture<Answer> each : waiting) {
            assertEquals(Rejection.OUTCOME_UNKNOWN, RunningRing.get(each).rejection());
        }
        Ring.Halt halt = RunningRing.get(running.ring.halted());
        assertEquals("writer", halt.thread());
        assertInstanceOf(LogFailure.class, halt.cause());
        assertEquals(Rejection.SHUTTING_DOWN, running.ask(register()).rejection());
        assertFalse(running.ring.isOpen());
    }

    @Test
    void neverTriesAFailedForceAgain() {
        running.segments.failNextForce(new IOException("input/output error"));
        long durable = running.log.durable();
        assertEquals(Rejection.OUTCOME_UNKNOWN, running.ask(register()).rejection());
        RunningRing.get(running.ring.halted());
        assertFalse(running.ring.drain());
        assertEquals(durable, running.log.durable());
    }

    @Test
    void haltsWhenTheReaderCannotGoOn() {
        breakView = true;
        assertEquals(Rejection.OUTCOME_UNKNOWN, running.ask(register()).rejection());
        Ring.Halt halt = RunningRing.get(running.ring.halted());
        assertEquals("reader", halt.thread());
        assertEquals(Rejection.SHUTTING_DOWN, running.ask(register()).rejection());
    }

    @Test
    void owesNobodyAnAnswerWhoeverComesWhileItHalts() throws Exception {
        ConcurrentLinkedQueue<CompletableFuture<Answer>> all = new ConcurrentLinkedQueue<>();
        List<Thread> callers = new ArrayList<>();
        for (int caller = 0; caller < 4; caller++) {
            callers.add(
                    Thread.startVirtualThread(
                            () -> {
                                Rejection last = Rejection.NONE;
                                while (last != Rejection.SHUTTING_DOWN) {
                                    CompletableFuture<Answer> answer = running.submit(register());
                                    all.add(answer);
                                    last = RunningRing.get(answer).rejection();
                                }
                            }));
        }
        RunningRing.await(() -> all.size() > 100);
        running.segments.failNextForce(new IOException("input/output error"));
        for (Thread caller : callers) {
            assertTrue(caller.join(Duration.ofSeconds(20)));
        }
        all.forEach(each -> assertTrue(each.isDone()));
        assertEquals(0, running.ring.underWay());
    }

    @Test
    void keepsWhatWasAnsweredBeforeItHalted() {
        Answer kept = running.ask(register());
        running.segments.failNextForce(new IOException("input/output error"));
        running.ask(register());
        RunningRing.get(running.ring.halted());
        assertTrue(kept.accepted());
        assertTrue(kept.head() <= running.log.durable());
    }

    private static Command register() {
        return new Command.RegisterAccount(Shop.operator(0), 5, Shop.text("another"));
    }
}
