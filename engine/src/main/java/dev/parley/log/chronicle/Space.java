package dev.parley.log.chronicle;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * Watches free space and keeps a file of zeros, the reserve, to give up when there is none: then
 * the log is low but goes on for what cannot be refused. Used by the writer; {@link #low()} by
 * anybody.
 */
final class Space {
    private final Path reserve;
    private final FileStore store;
    private final ChronicleOptions options;
    private final ByteBuffer zeros;
    private boolean reserved;
    private volatile boolean low;

    Space(Path directory, ChronicleOptions options) throws IOException {
        this.reserve = directory.resolve("reserve");
        this.store = Files.getFileStore(directory);
        this.options = options;
        this.zeros = ByteBuffer.allocateDirect(options.prepareBytes());
        this.reserved = Files.exists(reserve) && Files.size(reserve) == options.reserveBytes();
        look();
    }

    boolean low() {
        return low;
    }

    /** Looks at free space anew; makes a new reserve once there is plenty. */
    void look() throws IOException {
        long usable = store.getUsableSpace();
        long plenty = options.floorBytes() + options.reserveBytes() + 2L * options.prepareBytes();
        if (!reserved && usable >= plenty) {
            reserved = reserve();
        }
        low = !reserved || usable < options.floorBytes();
    }

    /**
     * Sees to it that there are so many bytes, if need be by giving up the reserve.
     *
     * @throws IOException if there are not
     */
    void makeRoom(long bytes) throws IOException {
        if (store.getUsableSpace() >= bytes) {
            return;
        }
        IOException full =
                new IOException(
                        "usableBytes="
                                + store.getUsableSpace()
                                + " are below "
                                + bytes
                                + " needed");
        giveUpReserve(full);
        if (store.getUsableSpace() < bytes) {
            throw full;
        }
    }

    /**
     * Writes zeros to [from, from + prepareBytes); gives up the reserve if the disk is full.
     *
     * @throws IOException if it is full without the reserve, too
     */
    void prepare(FileChannel channel, long from) throws IOException {
        try {
            zero(zeros.clear(), channel, from);
        } catch (IOException full) {
            giveUpReserve(full);
            zero(zeros.clear(), channel, from);
        }
        look();
    }

    /**
     * Before a segment is made ahead, by another thread than the writer's.
     *
     * @throws IOException if the floor would be reached: then it is not made ahead
     */
    void checkRoomAhead(long bytes) throws IOException {
        long usable = store.getUsableSpace();
        if (usable < bytes + options.floorBytes() + options.reserveBytes()) {
            throw new IOException("usableBytes=" + usable + " leave no room to be ahead");
        }
    }

    /** The same zeros as {@link #prepare}, by another thread than the writer's. */
    void zeroAhead(FileChannel channel, long from) throws IOException {
        zero(ByteBuffer.allocateDirect(options.prepareBytes()), channel, from);
    }

    private void giveUpReserve(IOException full) throws IOException {
        reserved = false;
        low = true;
        if (!Files.deleteIfExists(reserve)) {
            throw full;
        }
    }

    private boolean reserve() throws IOException {
        try (FileChannel channel =
                FileChannel.open(
                        reserve,
                        StandardOpenOption.CREATE,
                        StandardOpenOption.WRITE,
                        StandardOpenOption.TRUNCATE_EXISTING)) {
            for (long at = 0; at < options.reserveBytes(); at += options.prepareBytes()) {
                int length = (int) Math.min(options.prepareBytes(), options.reserveBytes() - at);
                zero(zeros.clear().limit(length), channel, at);
            }
            return true;
        } catch (IOException full) {
            Files.deleteIfExists(reserve);
            return false;
        }
    }

    private static void zero(ByteBuffer zeros, FileChannel channel, long from) throws IOException {
        long at = from;
        while (zeros.hasRemaining()) {
            at += channel.write(zeros, at);
        }
    }
}
