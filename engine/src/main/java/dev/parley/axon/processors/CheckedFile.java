package dev.parley.axon.processors;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import java.util.zip.CRC32C;

/**
 * A small file that is replaced as a whole or not at all: magic, version, content, CRC32C over all
 * of it, big-endian. Whoever reads it sees the old content or the new one, also after a power cut.
 * One writer at a time.
 */
final class CheckedFile {
    private static final int VERSION = 1;
    private static final int HEADER_BYTES = 8;
    private static final int CRC_BYTES = 4;

    /** No file of ours comes near; a longer one is not read into memory. */
    private static final long MOST_BYTES = 64L << 20;

    private final Path file;
    private final int magic;

    /** Writes the content. */
    @FunctionalInterface
    interface Content {
        void write(DataOutputStream out) throws IOException;
    }

    CheckedFile(Path file, int magic) {
        this.file = file;
        this.magic = magic;
    }

    Path path() {
        return file;
    }

    /**
     * The content as it was written last, nothing where there is no file.
     *
     * @throws FileDamaged if it is anything else
     */
    Optional<ByteBuffer> read() throws IOException {
        ByteBuffer bytes;
        try {
            if (Files.size(file) > MOST_BYTES) {
                throw new FileDamaged(file, "bytes=" + Files.size(file) + " exceeds " + MOST_BYTES);
            }
            bytes = ByteBuffer.wrap(Files.readAllBytes(file));
        } catch (NoSuchFileException _) {
            return Optional.empty();
        }
        int length = bytes.limit();
        if (length < HEADER_BYTES + CRC_BYTES) {
            throw new FileDamaged(file, "bytes=" + length + " is too short");
        }
        if (bytes.getInt(length - CRC_BYTES) != crc(bytes.slice(0, length - CRC_BYTES))) {
            throw new FileDamaged(file, "its checksum does not hold");
        }
        if (bytes.getInt(0) != magic) {
            throw new FileDamaged(file, "it is a file of another kind");
        }
        if (bytes.getInt(4) != VERSION) {
            throw new FileDamaged(file, "version=" + bytes.getInt(4) + " is not " + VERSION);
        }
        return Optional.of(bytes.slice(HEADER_BYTES, length - HEADER_BYTES - CRC_BYTES));
    }

    /** Replaces the file; on return both it and its name are on the disk. */
    void write(Content content) throws IOException {
        ByteArrayOutputStream collected = new ByteArrayOutputStream();
        DataOutputStream out = new DataOutputStream(collected);
        out.writeInt(magic);
        out.writeInt(VERSION);
        content.write(out);
        out.writeInt(crc(ByteBuffer.wrap(collected.toByteArray())));
        Path fresh = file.resolveSibling(file.getFileName() + ".new");
        try (FileChannel channel =
                FileChannel.open(
                        fresh,
                        StandardOpenOption.CREATE,
                        StandardOpenOption.WRITE,
                        StandardOpenOption.TRUNCATE_EXISTING)) {
            ByteBuffer bytes = ByteBuffer.wrap(collected.toByteArray());
            while (bytes.hasRemaining()) {
                channel.write(bytes);
            }
            channel.force(true);
        }
        Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE);
        forceDirectory();
    }

    /** Puts a damaged file out of the way, so that somebody can look at it. */
    void setAside() throws IOException {
        Files.move(
                file,
                file.resolveSibling(file.getFileName() + ".damaged"),
                StandardCopyOption.REPLACE_EXISTING);
        forceDirectory();
    }

    void delete() throws IOException {
        if (Files.deleteIfExists(file)) {
            forceDirectory();
        }
    }

    private void forceDirectory() throws IOException {
        Path directory = file.toAbsolutePath().getParent();
        if (directory == null) {
            throw new IOException(file + " lies in no directory");
        }
        try (FileChannel channel = FileChannel.open(directory, StandardOpenOption.READ)) {
            channel.force(true);
        }
    }

    private static int crc(ByteBuffer bytes) {
        CRC32C crc = new CRC32C();
        crc.update(bytes);
        return (int) crc.getValue();
    }
}
