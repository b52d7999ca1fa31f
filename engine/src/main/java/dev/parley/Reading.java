package dev.parley;

import dev.parley.domain.Events;
import dev.parley.domain.Hash;
import dev.parley.projection.ConversationView;
import dev.parley.projection.Views;
import dev.parley.projection.VisitorView;

import org.jspecify.annotations.NullMarked;

import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * What may be read of a shard: released facts only. What is in memory answers from the views, older
 * things through the index and the log. Any thread; may read the disk, so never the shard's own.
 */
@NullMarked
public interface Reading {
    /** Exclusive end of what may be shown. */
    long released();

    /**
     * Whether what is not found is not there. While an index is made anew, behind a start with one
     * of another format or a damaged one, it may have left memory and not be found yet.
     */
    boolean isWhole();

    /**
     * What {@code question} answers while no view changes. Keep it short: the reader waits. Only
     * immutable things may leave it.
     */
    <T> T ask(Function<Views, T> question);

    Optional<VisitorView> visitor(long id);

    /** By the hash of the secret source id. */
    Optional<VisitorView> visitor(Hash source);

    Optional<ConversationView> conversation(long id);

    /** By its public number in the account. */
    Optional<ConversationView> conversation(long account, long number);

    /** At most {@code limit} conversations of a visitor, the newest first. */
    List<ConversationView> conversationsOf(long visitor, int limit);

    /**
     * Positions of at most {@code limit} released events of a conversation with seq above {@code
     * afterSeq}, in order.
     */
    long[] positions(long conversation, int afterSeq, int limit);

    /** Passes the events at these positions on, in order. They must be released. */
    void play(long[] positions, Events target);
}
