package dev.parley.ring;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.parley.domain.Answer;
import dev.parley.domain.Header;
import dev.parley.domain.PartialEvents;
import dev.parley.domain.Rejection;
import dev.parley.domain.Slice;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.stream.LongStream;

class FollowerTest {
    private final RunningRing running = new RunningRing(new PartialEvents() {});
    private final Shop shop = new Shop(running::must);
    private final long visitor = shop.visitor();
    private final long conversation = shop.conversation(visitor);
    private final List<Long> positions = new CopyOnWriteArrayList<>();

    @AfterEach
    void close() {
        running.close();
    }

    @Test
    void playsWhatWasAndGoesOnWithWhatComes() {
        running.must(shop.post(visitor, conversation));
        try (Follower follower = running.ring.follow("test", 2, messages())) {
            RunningRing.await(() -> follower.position() == running.ring.visibleBefore());
            for (int i = 0; i < 20; i++) {
                running.must(shop.post(visitor, conversation));
            }
            RunningRing.await(() -> positions.size() == 21);
            assertEquals(positions.stream().sorted().toList(), List.copyOf(positions));
        }
    }

    @Test
    void seesEachEventOnceFromWhereItStarts() {
        long from = running.ring.visibleBefore();
        running.must(shop.post(visitor, conversation));
        running.must(shop.answer(conversation));
        long until = running.ring.visibleBefore();
        List<Long> all = new CopyOnWriteArrayList<>();
        try (Follower follower = running.ring.follow("test", from, EveryPosition.into(all))) {
            RunningRing.await(() -> follower.position() == until);
        }
        assertEquals(LongStream.range(from, until).boxed().toList(), List.copyOf(all));
    }

    @Test
    void endsAloneWhenItsListenerThrows() {
        Follower broken =
                running.ring.follow(
                        "test",
                        0,
                        new PartialEvents() {
                            @Override
                            public void messagePosted(
                                    Header h,
                                    long message,
                                    boolean note,
                                    Slice content,
                                    Slice attributes) {
                                throw new IllegalStateException("a socket that is gone");
                            }
                        });
        running.must(shop.post(visitor, conversation));
        ExecutionException ended =
                assertThrows(
                        ExecutionException.class, () -> broken.ended().get(20, TimeUnit.SECONDS));
        assertTrue(String.valueOf(ended.getCause()).endsWith("a socket that is gone"));
        running.must(shop.post(visitor, conversation));
        assertTrue(running.ring.isOpen());
    }

    @Test
    void endsWithTheRingOnceItHasSeenEverything() {
        Follower follower = running.ring.follow("test", 0, messages());
        running.must(shop.post(visitor, conversation));
        running.ring.close();
        assertEquals(running.log.head(), RunningRing.get(follower.ended()));
    }

    @Test
    void runsTasksOnItsThreadAndNoneOnceItHasEnded() {
        Follower follower = running.ring.follow("test", 0, messages());
        CompletableFuture<String> ranOn = new CompletableFuture<>();
        assertTrue(follower.run(() -> ranOn.complete(Thread.currentThread().getName())));
        assertEquals("test", RunningRing.get(ranOn));
        follower.close();
        assertFalse(follower.run(() -> positions.add(-1L)));
        assertFalse(positions.contains(-1L));
    }

    @Test
    void goesOnBehindATaskThatFails() {
        try (Follower follower = running.ring.follow("test", 0, messages())) {
            assertTrue(
                    follower.run(
                            () -> {
                                throw new IllegalStateException("a task of somebody else");
                            }));
            running.must(shop.post(visitor, conversation));
            RunningRing.await(() -> positions.size() == 1);
        }
    }

    @Test
    void tellsAnAnswerWhoseReplySaysSo() {
        try (Follower follower = running.ring.follow("test", 0, messages())) {
            CompletableFuture<String> toldOn = new CompletableFuture<>();
            Reply reply =
                    new Reply() {
                        @Override
                        public void answered(Answer answer) {
                            toldOn.complete(Thread.currentThread().getName());
                        }

                        @Override
                        public Executor teller(Answer answer, Executor usual) {
                            return follower::run;
                        }
                    };
            assertEquals(
                    Rejection.NONE, running.ring.offer(shop.post(visitor, conversation), reply));
            assertEquals("test", RunningRing.get(toldOn));
        }
    }

    private PartialEvents messages() {
        return new PartialEvents() {
            @Override
            public void messagePosted(
                    Header h, long message, boolean note, Slice content, Slice attributes) {
                positions.add(h.position);
            }
        };
    }
}
