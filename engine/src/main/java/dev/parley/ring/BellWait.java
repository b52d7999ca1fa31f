package dev.parley.ring;

import com.lmax.disruptor.Sequence;
import com.lmax.disruptor.SequenceBarrier;
import com.lmax.disruptor.WaitStrategy;

/**
 * Rings the writer's bell at each publication. The stages wait by their bells, never by a barrier.
 */
record BellWait(Bell bell) implements WaitStrategy {
    @Override
    public long waitFor(
            long sequence, Sequence cursor, Sequence dependent, SequenceBarrier barrier) {
        throw new UnsupportedOperationException("stages of this ring wait by their bells");
    }

    @Override
    public void signalAllWhenBlocking() {
        bell.ring();
    }
}
