package dev.parley.bench.load;

/** What is put under load. One thread sends. */
public interface Target extends AutoCloseable {
    /**
     * Sends the next message and returns at once; once it is answered, {@code into} gets the time
     * since {@code fromNanos}, or a refusal.
     */
    void send(long fromNanos, Latencies into);

    /** Name of the thread that decides and writes. */
    String writerThread();

    @Override
    void close();
}
