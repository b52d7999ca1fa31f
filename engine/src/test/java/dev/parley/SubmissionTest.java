package dev.parley;

import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.parley.domain.Answer;
import dev.parley.ring.Recaller;
import dev.parley.ring.RunningRing;
import dev.parley.ring.Shop;

import org.junit.jupiter.api.Test;

import java.util.ArrayList;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;

class SubmissionTest {
    /** An error too: nobody else would ever end the caller's wait. */
    @Test
    void tellsTheCallerWhatARecallFailsOf() {
        try (RunningRing running = new RunningRing(new Messages(new ArrayList<>()))) {
            Shop shop = new Shop(running::must);
            Recaller failing =
                    new Recaller(
                            (_, _, _) -> {
                                throw new StackOverflowError("test");
                            });
            Submission.Way way =
                    new Submission.Way(running.ring(), failing, System::currentTimeMillis, _ -> {});
            CompletableFuture<Answer> answer = Submission.offered(way, shop.resolve(shop.shop));
            ExecutionException failed =
                    assertThrows(ExecutionException.class, () -> answer.get(5, TimeUnit.SECONDS));
            assertInstanceOf(StackOverflowError.class, failed.getCause());
        }
    }
}
