package dev.parley.log.chronicle;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.Random;

/** What is written through the window stands in the file, and nowhere else. */
class MappedWindowTest {
    private static final int END = 10_000;

    @TempDir Path directory;
    private Path path = Path.of(".");

    @BeforeEach
    void zeros() throws IOException {
        path = directory.resolve("segment");
        Files.write(path, new byte[END]);
    }

    @Test
    void theFileHasWhatIsWrittenAndGrowsMeanwhile() throws IOException {
        for (long seed = 1; seed <= 20; seed++) {
            zeros();
            Random random = new Random(seed);
            byte[] expected = new byte[END];
            try (FileChannel file = open();
                    MappedWindow window = new MappedWindow(file)) {
                int at = Integer.BYTES * random.nextInt(1_000);
                for (int i = 0; i < 200; i++) {
                    byte[] documents = new byte[Integer.BYTES * (1 + random.nextInt(75))];
                    random.nextBytes(documents);
                    if (at + documents.length > expected.length) {
                        expected = Arrays.copyOf(expected, expected.length + END);
                        file.write(ByteBuffer.wrap(new byte[END]), file.size());
                    }
                    write(window, documents, at, expected.length);
                    System.arraycopy(documents, 0, expected, at, documents.length);
                    at += documents.length;
                }
            }
            assertArrayEquals(expected, Files.readAllBytes(path), "seed=" + seed);
        }
    }

    @Test
    void aReaderSeesItAtOnce() throws IOException {
        byte[] documents = {1, 2, 3, 4, 5, 6};
        try (FileChannel file = open();
                MappedWindow window = new MappedWindow(file)) {
            write(window, documents, 76, END);
            ByteBuffer read = ByteBuffer.allocate(documents.length);
            assertEquals(documents.length, file.read(read, 76));
            assertArrayEquals(documents, read.array());
        }
    }

    @Test
    void leavesAloneWhatOthersWroteBetween() throws IOException {
        for (long seed = 1; seed <= 20; seed++) {
            Random random = new Random(seed);
            byte[] expected = new byte[100 * END];
            Files.write(path, expected);
            try (FileChannel file = open();
                    MappedWindow window = new MappedWindow(file)) {
                int at = 0;
                for (int i = 0; i < 60; i++) {
                    boolean others = random.nextInt(4) == 0;
                    byte[] documents =
                            new byte[Integer.BYTES * (1 + random.nextInt(others ? 12_000 : 75))];
                    random.nextBytes(documents);
                    if (others) {
                        file.write(ByteBuffer.wrap(documents), at);
                    } else {
                        write(window, documents, at, expected.length);
                    }
                    System.arraycopy(documents, 0, expected, at, documents.length);
                    at += documents.length;
                }
            }
            assertArrayEquals(expected, Files.readAllBytes(path), "seed=" + seed);
        }
    }

    @Test
    void writesUpToTheEndAndNotAByteBehindIt() throws IOException {
        byte[] expected = new byte[END];
        byte[] documents = new byte[100];
        Arrays.fill(documents, (byte) 7);
        try (FileChannel file = open();
                MappedWindow window = new MappedWindow(file)) {
            int at = END - documents.length + Integer.BYTES;
            assertThrows(IndexOutOfBoundsException.class, () -> write(window, documents, at, END));
            assertArrayEquals(expected, Files.readAllBytes(path), "not even a part");
            write(window, Arrays.copyOf(documents, END - at), at, END);
            Arrays.fill(expected, at, END, (byte) 7);
        }
        assertArrayEquals(expected, Files.readAllBytes(path));
    }

    @Test
    void isOfNoUseOnceClosed() throws IOException {
        try (FileChannel file = open()) {
            MappedWindow window = new MappedWindow(file);
            write(window, new byte[8], 0, END);
            window.close();
            assertThrows(IllegalStateException.class, () -> write(window, new byte[8], 8, END));
        }
    }

    private FileChannel open() throws IOException {
        return FileChannel.open(path, StandardOpenOption.READ, StandardOpenOption.WRITE);
    }

    private static void write(MappedWindow window, byte[] documents, long at, long before)
            throws IOException {
        ByteBuffer buffer = ByteBuffer.allocateDirect(documents.length).put(0, documents);
        window.write(MemorySegment.ofBuffer(buffer), documents.length, at, before);
    }
}
