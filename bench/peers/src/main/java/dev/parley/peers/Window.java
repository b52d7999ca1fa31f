package dev.parley.peers;

import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/** One sender with so many messages under way; acknowledgements come on other threads. */
final class Window {
    private static final int LATE_SECONDS = 30;

    private final int size;
    private final Semaphore room;
    private final Taken taken;

    Window(int size, Taken taken) {
        this.size = size;
        this.room = new Semaphore(size);
        this.taken = taken;
    }

    /** Sends a message, or lets {@link #acknowledged} be called by whoever hears of it. */
    interface Send {
        void send(long sentNanos);
    }

    void run(Send send, long end) throws InterruptedException {
        while (System.nanoTime() < end) {
            if (room.tryAcquire(1, TimeUnit.SECONDS)) {
                send.send(System.nanoTime());
            }
        }
        if (!room.tryAcquire(size, LATE_SECONDS, TimeUnit.SECONDS)) {
            throw new IllegalStateException("inFlight=" + size + ": some were never answered");
        }
    }

    void acknowledged(long sentNanos) {
        taken.since(sentNanos);
        room.release();
    }
}
