package dev.parley.log;

/**
 * The one ordered, append-only log of a shard. One thread writes: {@link #append}, {@link #force},
 * {@link #flush}, {@link #mark} and {@link #close} are its alone; the rest may be called from any
 * thread.
 *
 * <p>What was appended is readable once it was flushed or forced, and safe only below {@link
 * #durable()}. After a {@link LogFailure} nothing more can be written; only closing and opening
 * anew, which recovers, helps. Do not interrupt the writing thread: Java closes a file whose force
 * is interrupted, and that is a failure.
 */
public interface EventLog extends AutoCloseable {
    /** Shard that this is the log of. */
    int shard();

    /** Number of this start of the log: greater at each start, carried by every record. */
    int epoch();

    /** The next position: all below it are appended. */
    long head();

    /** All below it were forced to the disk and survive a power cut. */
    long durable();

    /** Greatest shard time in the log, epoch microseconds; 0 in an empty log. */
    long lastRecordedAt();

    /** How this start took over from what it found. */
    Recovery recovery();

    /**
     * Appends a transaction, all or nothing; its first record gets the position answered. Does not
     * wait for the disk.
     *
     * @throws LogFailure if it could not be written or an earlier call failed
     */
    long append(Transaction transaction);

    /**
     * Makes all that was appended readable, without a wait for the disk, unless two segments are
     * full and the earlier one is not forced yet. May go over to a new segment.
     *
     * @throws LogFailure if it could not be written or an earlier call failed
     */
    void flush();

    /**
     * Flushes and forces all that was appended; afterwards {@code durable() == head()}. May go over
     * to a new segment.
     *
     * @throws LogFailure if forcing failed: what is durable is not known, and is never tried again
     */
    void force();

    /**
     * Forces, and then writes and forces a mark that proves it, unless the log ends with one. For a
     * writer that has been idle, and before a close. Looks at free space anew, written or not.
     *
     * @param recordedAt shard time, epoch microseconds
     */
    void mark(long recordedAt);

    /** Whether free space is below the floor: refuse what can be refused. */
    boolean lowOnSpace();

    /** A reader of its own for one thread. */
    EventReader reader();

    /** Marks, unless the log failed, and lets go of all resources. */
    @Override
    void close();
}
