package dev.parley.ring;

import org.jspecify.annotations.Nullable;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;

/**
 * A future that comes of an answer, or will once that is asked for: who blocks for it, or for what
 * is made of it, blocks for the answer and then does itself what lies between.
 */
public final class AwaitedFuture<T> extends CompletableFuture<T> {
    private final Supplier<@Nullable AnswerFuture> behind;

    /**
     * One that is not done.
     *
     * @param behind the answer; null as long as nobody asked for it, and who blocks then waits as
     *     for any future. Called on every thread that blocks
     */
    public AwaitedFuture(Supplier<@Nullable AnswerFuture> behind) {
        this.behind = behind;
    }

    @Override
    public <U> CompletableFuture<U> newIncompleteFuture() {
        return new AwaitedFuture<>(behind);
    }

    @Override
    public T get() throws InterruptedException, ExecutionException {
        long _ = await(Long.MAX_VALUE);
        return super.get();
    }

    @Override
    public T get(long timeout, TimeUnit unit)
            throws InterruptedException, ExecutionException, TimeoutException {
        return super.get(await(unit.toNanos(timeout)), TimeUnit.NANOSECONDS);
    }

    @Override
    public T join() {
        AnswerFuture answer = behind.get();
        if (answer != null) {
            answer.awaitJoined(this);
        }
        return super.join();
    }

    private long await(long most) throws InterruptedException {
        AnswerFuture answer = behind.get();
        return answer == null ? most : answer.await(this, most);
    }
}
