package dev.parley.seal;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** How bytes reach the disk. A seam, so that tests can fail, delay and watch it. */
interface Forcing {
    Forcing DISK =
            new Forcing() {
                @Override
                public void file(Path path, RandomAccessFile file) throws IOException {
                    file.getFD().sync();
                }

                @Override
                public void directory(Path directory) throws IOException {
                    try (FileChannel channel =
                            FileChannel.open(directory, StandardOpenOption.READ)) {
                        channel.force(true);
                    }
                }
            };

    /** Returns once the file's bytes and length are on the disk. */
    void file(Path path, RandomAccessFile file) throws IOException;

    /** Returns once the directory's entries are on the disk. */
    void directory(Path directory) throws IOException;
}
