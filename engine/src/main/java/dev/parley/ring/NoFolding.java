package dev.parley.ring;

/** No view: what is released may be seen. */
final class NoFolding implements Folding {
    private final Visible visible;

    NoFolding(Visible visible) {
        this.visible = visible;
    }

    @Override
    public void foldTo(long released) {
        if (released > visible.before()) {
            visible.moveTo(released);
        }
    }

    @Override
    public void close() {}
}
