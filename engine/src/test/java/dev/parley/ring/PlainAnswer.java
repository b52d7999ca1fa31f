package dev.parley.ring;

import dev.parley.domain.Answer;
import dev.parley.domain.Rejection;

/** An answer as it comes: whatever it is, it is the last word. */
public class PlainAnswer extends AnswerFuture {
    public PlainAnswer() {
        super(System::nanoTime);
    }

    @Override
    protected boolean isFinal(Rejection rejection) {
        return true;
    }

    @Override
    public void answered(Answer answer) {
        complete(answer);
    }
}
