package dev.parley.ring;

/** Folds the log into views, a piece at a time under their lock. Owns the playback. */
final class ViewFolding implements Folding {
    /** Events folded under one hold of the views' lock. */
    private static final int FOLD = 256;

    private final Playback playback;
    private final LockedViews views;
    private final Visible visible;

    /** Goes on from where {@code playback} stands. */
    ViewFolding(Playback playback, LockedViews views, Visible visible) {
        this.playback = playback;
        this.views = views;
        this.visible = visible;
    }

    @Override
    public void foldTo(long released) {
        while (playback.position() < released) {
            long before = Math.min(released, playback.position() + FOLD);
            views.beginFold();
            try {
                playback.run(before, views.events());
                // Under the lock: whatever the views name may be read from the log.
                visible.moveTo(before);
            } finally {
                views.endFold();
            }
            if (before < released) {
                // Behind the last piece the reader does so itself.
                visible.wakeAll();
            }
        }
    }

    @Override
    public void close() {
        playback.close();
    }
}
