package dev.parley;

import dev.parley.ring.Follower;

import java.util.Set;
import java.util.concurrent.CompletableFuture;

/** A follower that its engine closes, if nobody else does before. */
record OneFollowing(Follower follower, Set<Follower> followers) implements Following {
    @Override
    public long position() {
        return follower.position();
    }

    @Override
    public CompletableFuture<Long> ended() {
        return follower.ended();
    }

    @Override
    public boolean run(Runnable task) {
        return follower.run(task);
    }

    @Override
    public void close() {
        follower.close();
        followers.remove(follower);
    }
}
