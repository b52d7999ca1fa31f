package dev.parley.replay;

/** A snapshot that a start does not go on from: the message says why. Never fatal. */
final class SnapshotRefused extends Exception {
    private static final long serialVersionUID = 1;

    SnapshotRefused(String reason) {
        super(reason);
    }
}
