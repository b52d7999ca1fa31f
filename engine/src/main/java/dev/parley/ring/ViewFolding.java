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
            } finally {
                views.endFold();
            }
            visible.moveTo(before);
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
