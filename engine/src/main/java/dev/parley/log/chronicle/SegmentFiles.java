package dev.parley.log.chronicle;

import dev.parley.log.SegmentBytes;
import dev.parley.log.SegmentSource;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.stream.Stream;

/** A shard's segment files, for reading: opens nothing for writing and takes no lock. */
final class SegmentFiles implements SegmentSource {
    private static final String PREFIX = "segment-";
    private static final String SUFFIX = ".cq4";

    private final Path shard;

    SegmentFiles(Path shard) {
        this.shard = shard;
    }

    static Path directory(Path shard, int segment) {
        return shard.resolve(String.format("%s%06d", PREFIX, segment));
    }

    @Override
    public int[] segments() throws IOException {
        if (!Files.isDirectory(shard)) {
            return new int[0];
        }
        try (Stream<Path> entries = Files.list(shard)) {
            return entries.map(entry -> entry.getFileName().toString())
                    .filter(name -> name.matches(PREFIX + "\\d{6,9}"))
                    .mapToInt(name -> Integer.parseInt(name.substring(PREFIX.length())))
                    .sorted()
                    .toArray();
        }
    }

    @Override
    public SegmentBytes open(int segment) throws IOException {
        Path directory = directory(shard, segment);
        List<Path> files;
        try (Stream<Path> entries = Files.list(directory)) {
            files = entries.filter(entry -> entry.toString().endsWith(SUFFIX)).toList();
        }
        if (files.size() > 1) {
            throw new IOException(directory + " holds " + files.size() + " files, 1 belongs there");
        }
        // A start that crashed may have left a directory without a file.
        return files.isEmpty() ? Nothing.AT_ALL : new OpenFile(open(files.getFirst()));
    }

    @Override
    public void close() {}

    private static FileChannel open(Path file) throws IOException {
        try {
            return FileChannel.open(file, StandardOpenOption.READ);
        } catch (NoSuchFileException e) {
            throw new IOException(file + " went away while it was opened", e);
        }
    }

    private enum Nothing implements SegmentBytes {
        AT_ALL;

        @Override
        public long size() {
            return 0;
        }

        @Override
        public int read(long at, byte[] into, int offset, int length) {
            return 0;
        }

        @Override
        public void close() {}
    }

    /**
     * Long reads go to the file, short ones, of whoever leaps from record to record, to a mapping
     * of the same page cache: a system call took longer than all else that such a read costs.
     */
    private static final class OpenFile implements SegmentBytes {
        private static final int SHORT_BYTES = 8 * 1024;

        /** Short reads that are as for long ones: who leaps but a few times maps nothing. */
        private static final int FEW = 8;

        private final FileChannel channel;

        /** Null until something is mapped: to close one waits for all threads of the process. */
        private @Nullable Arena arena;

        private int shortReads;
        private MemorySegment mapped = MemorySegment.NULL;
        private ByteBuffer target = ByteBuffer.allocate(0);

        OpenFile(FileChannel channel) {
            this.channel = channel;
        }

        @Override
        public long size() throws IOException {
            return channel.size();
        }

        @Override
        public int read(long at, byte[] into, int offset, int length) throws IOException {
            if (length <= SHORT_BYTES
                    && shortReads++ >= FEW
                    && isMapped(at + length)
                    && copy(at, into, offset, length)) {
                return length;
            }
            if (!target.hasArray() || !sameArray(target.array(), into)) {
                target = ByteBuffer.wrap(into);
            }
            target.limit(offset + length).position(offset);
            return Math.max(0, channel.read(target, at));
        }

        /**
         * Maps the file anew where it has grown, instead of the mapping before: a process may have
         * some 65,000. At its very end it is read.
         */
        private boolean isMapped(long before) throws IOException {
            if (before > mapped.byteSize() && before <= channel.size()) {
                unmap();
                Arena all = Arena.ofShared();
                arena = all;
                mapped = channel.map(FileChannel.MapMode.READ_ONLY, 0, channel.size(), all);
            }
            return before <= mapped.byteSize();
        }

        private void unmap() {
            Arena all = arena;
            if (all != null) {
                mapped = MemorySegment.NULL;
                arena = null;
                all.close();
            }
        }

        private boolean copy(long at, byte[] into, int offset, int length) {
            try {
                MemorySegment.copy(mapped, ValueLayout.JAVA_BYTE, at, into, offset, length);
                return true;
            } catch (InternalError _) {
                // A page that cannot be had: reading the file says why.
                return false;
            }
        }

        @Override
        public void close() throws IOException {
            unmap();
            channel.close();
        }

        @SuppressWarnings("ReferenceEquality") // the same array, not an equal one
        private static boolean sameArray(byte[] one, byte[] other) {
            return one == other;
        }
    }
}
