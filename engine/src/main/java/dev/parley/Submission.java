package dev.parley;

import dev.parley.domain.Answer;
import dev.parley.domain.Command;
import dev.parley.domain.Rejection;
import dev.parley.domain.Request;
import dev.parley.ring.AnswerFuture;
import dev.parley.ring.Recaller;
import dev.parley.ring.Ring;

import org.jspecify.annotations.Nullable;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.function.LongConsumer;
import java.util.function.LongSupplier;

/**
 * One command on its way, and its future. On the answers' executor, what is not in memory is folded
 * from the log and asked again, and the key of who was erased is erased before that is answered.
 */
final class Submission extends AnswerFuture {
    /** A fold that has become too old is made once more; a third would not fare better. */
    private static final int RECALLS = 2;

    /**
     * What a submission needs of the engine.
     *
     * @param erasing erases a key for good
     */
    record Way(Ring ring, Recaller recaller, LongSupplier shardTime, LongConsumer erasing) {}

    /**
     * Who tells the final answers of what is submitted within; Axon's gateway hands on nothing of
     * ours beside the command.
     */
    static final ScopedValue<Executor> TELLER = ScopedValue.newInstance();

    private final Way way;
    private final Command command;

    /** Null for the answers' executor. */
    private final @Nullable Executor teller;

    private int recalls;

    private Submission(Way way, Command command, @Nullable Executor teller) {
        super(way.ring.clock());
        this.way = way;
        this.command = command;
        this.teller = teller;
    }

    /** A submission of {@code command}, on its way. */
    static CompletableFuture<Answer> offered(Way way, Command command) {
        Submission submission =
                new Submission(way, command, TELLER.isBound() ? TELLER.get() : null);
        submission.offer(command);
        return submission;
    }

    private void offer(Request asked) {
        Rejection refused = way.ring.offer(asked, this);
        if (refused != Rejection.NONE) {
            complete(Answer.refused(refused));
        }
    }

    @Override
    protected boolean isFinal(Rejection rejection) {
        return switch (rejection) {
            case ABSENT, RECALL_TOO_OLD -> false;
            // The key goes first.
            case NONE -> !(command instanceof Command.EraseVisitor);
            default -> true;
        };
    }

    @Override
    public boolean isQuick() {
        return teller != null;
    }

    /** A recall reads the disk, and erasing writes to it: that is never the teller's. */
    @Override
    public Executor teller(Answer answer, Executor usual) {
        Executor mine = teller;
        return mine == null || !isFinal(answer.rejection()) ? usual : mine;
    }

    @Override
    public void answered(Answer answer) {
        if (isFinal(answer.rejection())) {
            complete(answer);
            return;
        }
        try {
            if (answer.accepted() && command instanceof Command.EraseVisitor erased) {
                way.erasing.accept(erased.keyId());
                complete(answer);
            } else {
                recall(answer);
            }
        } catch (RuntimeException | Error e) {
            completeExceptionally(e);
        }
    }

    private void recall(Answer answer) {
        if (recalls++ == RECALLS) {
            complete(answer);
            return;
        }
        // The time first: no event that the fold misses can then be older than it says.
        long readAt = way.shardTime.getAsLong();
        switch (way.recaller.recall(command, readAt, way.ring.visibleBefore())) {
            case Recaller.Found found -> offer(found.command());
            case Recaller.NotFound nothing ->
                    complete(new Answer(nothing.rejection(), 0, 0, 0, 0, -1, answer.head(), false));
        }
    }
}
