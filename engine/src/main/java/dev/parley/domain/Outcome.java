package dev.parley.domain;

/**
 * What one decision answers; a flyweight that the deciding thread owns and overwrites. Shapes:
 * {@code id} the thing created or touched, {@code number} the conversation's public number or 0,
 * {@code seq} and {@code visitorSeq} of the first event, {@code position} of the first event or -1
 * where nothing was written.
 */
public final class Outcome {
    public Rejection rejection = Rejection.NONE;
    public long id;
    public long number;
    public int seq;
    public int visitorSeq;
    public long position = -1;
    public boolean repeated;

    /** Makes this the outcome of a new decision. */
    public void clear() {
        rejection = Rejection.NONE;
        id = 0;
        number = 0;
        seq = 0;
        visitorSeq = 0;
        position = -1;
        repeated = false;
    }

    /** Makes this say what {@code other} says. */
    public void copy(Outcome other) {
        rejection = other.rejection;
        id = other.id;
        number = other.number;
        seq = other.seq;
        visitorSeq = other.visitorSeq;
        position = other.position;
        repeated = other.repeated;
    }
}
