package dev.parley.ring;

/**
 * What the reader does with released records before anybody hears of them: folds them into views,
 * or nothing where there are none. The reader's alone.
 */
interface Folding extends AutoCloseable {
    /** Takes in what lies below {@code released}, and lets others see it. */
    void foldTo(long released);

    @Override
    void close();
}
