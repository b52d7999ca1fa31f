package dev.parley.axon;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.parley.domain.ActorKind;
import dev.parley.domain.Answer;
import dev.parley.domain.Command;
import dev.parley.domain.Hash;
import dev.parley.domain.Limits;
import dev.parley.domain.Origin;
import dev.parley.domain.Recalled;
import dev.parley.domain.Rejection;
import dev.parley.domain.Slice;
import dev.parley.ring.PlainAnswer;

import org.axonframework.messaging.commandhandling.NoHandlerForCommandException;
import org.axonframework.messaging.core.Metadata;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;

class RingCommandBusTest {
    private static final long ACCOUNT = 11;

    private final RecordingRing ring = new RecordingRing();
    private final AxonFront front = AxonFront.over(ring);

    @AfterEach
    void close() {
        front.close();
    }

    @Test
    void sendsEveryCommandOfTheShardToTheRing() throws Exception {
        for (Command command : OneOfEach.commands(ACCOUNT)) {
            Answer answer = send(command, Metadata.emptyInstance());
            assertEquals(ring.answer, answer, command.toString());
        }
        assertEquals(OneOfEach.commands(ACCOUNT).size(), ring.commands.size());
    }

    /** What a recall says is recorded unseen: only the engine itself makes one. */
    @Test
    void takesNoRecall() {
        Recalled recalled =
                new Recalled(post(5), 1, new Recalled.VisitorSummary(5, 6, 7, 8), List.of());
        CompletableFuture<Answer> refused =
                front.gateway().send(recalled, Metadata.emptyInstance()).resultAs(Answer.class);
        ExecutionException failed =
                assertThrows(ExecutionException.class, () -> refused.get(10, TimeUnit.SECONDS));
        assertInstanceOf(NoHandlerForCommandException.class, failed.getCause());
        assertTrue(ring.commands.isEmpty());
    }

    @Test
    void changesNothingOfACommandButItsCorrelation() throws Exception {
        for (Command command : OneOfEach.commands(ACCOUNT)) {
            send(command, Metadata.emptyInstance());
            Command arrived = ring.commands.getLast();
            assertEquals(command, Commands.withOrigin(arrived, command.origin()));
            assertEquals(command.getClass(), arrived.getClass());
            assertTrue(arrived.origin().correlation().isPresent(), arrived.toString());
        }
    }

    @Test
    void takesTheCallersThreadToTheRing() throws Exception {
        send(post(5), Metadata.emptyInstance());
        assertSame(Thread.currentThread(), ring.threads.getFirst());
    }

    @Test
    void storesACorrelationIdThatIsAUuidAsItIs() throws Exception {
        UUID id = UUID.fromString("0f8fad5b-d9cb-469f-a165-70867728950e");
        send(post(5), Metadata.with(Correlation.CORRELATION_ID, id.toString()));
        assertEquals(
                new Hash(id.getMostSignificantBits(), id.getLeastSignificantBits()),
                ring.commands.getLast().origin().correlation());
    }

    @Test
    void storesOtherCorrelationIdsByTheirHash() throws Exception {
        send(post(5), Metadata.with(Correlation.CORRELATION_ID, "order-1"));
        send(post(5), Metadata.with(Correlation.CORRELATION_ID, "order-2"));
        Hash first = ring.commands.get(0).origin().correlation();
        assertEquals(Correlation.of("order-1"), first);
        assertNotEquals(first, ring.commands.get(1).origin().correlation());
    }

    @Test
    void keepsACorrelationThatTheCommandBrings() throws Exception {
        Hash mine = new Hash(1, 2);
        Origin origin =
                new Origin(ACCOUNT, ActorKind.VISITOR, 5, mine, Hash.NONE, Hash.NONE, List.of(), 0);
        send(new Command.ResolveConversation(origin, 9), Metadata.emptyInstance());
        assertEquals(mine, ring.commands.getLast().origin().correlation());
    }

    @Test
    void refusesAnotherTenantsAccountBeforeTheRing() throws Exception {
        Answer answer = send(post(5), Metadata.with(TenantInterceptor.TENANT, "12"));
        assertEquals(Rejection.UNKNOWN_ACCOUNT, answer.rejection());
        assertTrue(ring.commands.isEmpty());
        assertTrue(send(post(5), Metadata.with(TenantInterceptor.TENANT, "11")).accepted());
    }

    @Test
    void refusesContentBeyondItsLimitBeforeTheRing() throws Exception {
        int most = Limits.MESSAGE_BYTES + Limits.SEAL_OVERHEAD_BYTES;
        assertTrue(send(post(most), Metadata.emptyInstance()).accepted());
        Answer answer = send(post(most + 1), Metadata.emptyInstance());
        assertEquals(Rejection.LIMIT_EXCEEDED, answer.rejection());
        assertEquals(1, ring.commands.size());
    }

    @Test
    void completesNormallyForARefusal() throws Exception {
        ring.answer = Answer.refused(Rejection.BACK_PRESSURED);
        assertEquals(Rejection.BACK_PRESSURED, send(post(5), Metadata.emptyInstance()).rejection());
    }

    /** Such a future wakes whoever blocks for it without another thread in between. */
    @Test
    void answersWithAFutureThatIsMadeOfTheRings() {
        CompletableFuture<Answer> answer = new PlainAnswer();
        try (AxonFront over = AxonFront.over(_ -> answer)) {
            CompletableFuture<?> waited =
                    over.gateway().send(post(5), Metadata.emptyInstance()).resultAs(Answer.class);
            assertSame(answer.newIncompleteFuture().getClass(), waited.getClass());
        }
    }

    private Answer send(Command command, Metadata metadata) throws Exception {
        return front.gateway()
                .send(command, metadata)
                .resultAs(Answer.class)
                .get(10, TimeUnit.SECONDS);
    }

    private static Command post(int bytes) {
        return new Command.PostMessage(
                Origin.of(ACCOUNT, ActorKind.VISITOR, 5),
                9,
                false,
                Slice.of(new byte[bytes]),
                Slice.EMPTY);
    }
}
