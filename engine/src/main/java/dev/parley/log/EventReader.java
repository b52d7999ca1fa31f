package dev.parley.log;

/**
 * Reads events and foreign events in the order of their positions, with every CRC checked. One
 * thread; allocates nothing per record. Works on a log that is being written, on a closed one and
 * on read-only media.
 */
public interface EventReader extends AutoCloseable {
    /** Next read gives the record at this position. A new reader stands at 0. */
    void seek(long position);

    /**
     * The same, with the {@link #place()} at which that record was read before, which saves the way
     * to it. A hint: where the record is not there any more, or the place is below 0, it is looked
     * for.
     */
    void seek(long position, int place);

    /** Position of the record that the next read gives. */
    long position();

    /**
     * Steps to the next record if its position is below {@code before}; the caller passes what it
     * may see: the durable or released position, or the one proved.
     *
     * @throws LogDamaged if the record is not there or not whole, although {@code before} says it
     *     is
     */
    boolean next(long before);

    /** The record stepped to, valid until the next step. */
    LogRecord record();

    /** Where that record lies, for {@link #seek(long, int)} of any reader of this log. */
    int place();

    @Override
    void close();
}
