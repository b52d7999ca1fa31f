package dev.parley.store;

import dev.parley.domain.Answer;
import dev.parley.domain.Rejection;
import dev.parley.ring.AnswerFuture;
import dev.parley.ring.Append;

/**
 * One append on its way, and its future. Looks up to some position on the caller's side, has the
 * writer look at the rest; and again, on the answers' executor, where the writer no longer knows
 * the rest.
 */
final class Appending extends AnswerFuture {
    /** Each time the window of the writer, seconds of full load, went by during one look. */
    private static final int CHECKS = 4;

    private final EventStore store;
    private final Query query;
    private Append append;
    private int checks;

    Appending(EventStore store, Query query, Append append) {
        super(store.ring().clock());
        this.store = store;
        this.query = query;
        this.append = append;
    }

    void start() {
        try {
            if (query.isEmpty() || isFreeUpToWindow()) {
                offer();
            }
        } catch (RuntimeException | Error e) {
            completeExceptionally(e);
        }
    }

    /** Looks at what the writer does not remember; completes where that is a conflict. */
    private boolean isFreeUpToWindow() {
        long from = append.checkedBefore();
        if (from >= store.recentFrom()) {
            return true;
        }
        checks++;
        long before = store.checkUpTo();
        if (store.hasMatch(query, from, before)) {
            complete(store.conflict());
            return false;
        }
        append = append.checkedBefore(Math.max(from, before));
        return true;
    }

    private void offer() {
        Rejection refused = store.ring().offer(append, this);
        if (refused != Rejection.NONE) {
            complete(Answer.refused(refused));
        }
    }

    @Override
    protected boolean isFinal(Rejection rejection) {
        return rejection != Rejection.CHECK_TOO_OLD || checks >= CHECKS;
    }

    @Override
    public void answered(Answer answer) {
        if (isFinal(answer.rejection())) {
            complete(answer);
        } else {
            start();
        }
    }
}
