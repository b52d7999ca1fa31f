package dev.parley.bench.guard;

import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.ThreadMXBean;

import dev.parley.axon.AxonFront;
import dev.parley.bench.load.Protection;
import dev.parley.bench.load.Traffic;
import dev.parley.domain.Answer;
import dev.parley.domain.Command;
import dev.parley.domain.Rejection;

import org.axonframework.messaging.commandhandling.CommandMessage;
import org.axonframework.messaging.core.MessageDispatchInterceptor;
import org.junit.jupiter.api.Test;

import java.lang.management.ManagementFactory;
import java.util.concurrent.CompletableFuture;

/**
 * What Axon's gateway and our interceptors in front of the ring allocate for a command, on the
 * caller's thread, beyond the ring's own. Bytes are exact and no matter of time.
 */
class GatewayGuardTest {
    /** 2 KB more than without it is the bound; what is beyond 1.5 KB today is room for Axon. */
    private static final long MOST_BYTES = 2_048;

    private static final int WARM = 20_000;
    private static final int ROUNDS = 8;
    private static final int COMMANDS = 1_000;

    private final ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    private final CompletableFuture<Answer> answer =
            CompletableFuture.completedFuture(Answer.refused(Rejection.NONE));
    private byte[] kept = new byte[0];

    @Test
    void staysBelowItsBytesACommand() {
        try (AxonFront front = AxonFront.over(_ -> answer)) {
            long bytes = bytesACommand(front);
            assertTrue(bytes <= MOST_BYTES, "bytes=" + bytes);
        }
    }

    @Test
    void seesAnInterceptorThatCopiesPayloads() {
        MessageDispatchInterceptor<CommandMessage> copying =
                (message, context, chain) -> {
                    kept = new byte[1_024];
                    return chain.proceed(message, context);
                };
        try (AxonFront front =
                AxonFront.over(
                        _ -> answer,
                        more ->
                                more.messaging(
                                        in ->
                                                in.registerCommandDispatchInterceptor(
                                                        _ -> copying)))) {
            long bytes = bytesACommand(front);
            assertTrue(bytes > MOST_BYTES, "bytes=" + bytes + ", kept=" + kept.length);
        }
    }

    /** The least of several rounds: a round may pay for a compiler or a new table. */
    private long bytesACommand(AxonFront front) {
        Command command = message();
        dispatch(front, command, WARM);
        long least = Long.MAX_VALUE;
        for (int i = 0; i < ROUNDS; i++) {
            long before = threads.getCurrentThreadAllocatedBytes();
            dispatch(front, command, COMMANDS);
            least = Math.min(least, threads.getCurrentThreadAllocatedBytes() - before);
        }
        return least / COMMANDS;
    }

    private static void dispatch(AxonFront front, Command command, int times) {
        for (int i = 0; i < times; i++) {
            Answer _ = front.gateway().send(command).resultAs(Answer.class).join();
        }
    }

    private static Command message() {
        long[] ids = {0};
        return new Traffic(_ -> ++ids[0], Protection.none(), 1).next();
    }
}
