package dev.parley.search;

import org.apache.lucene.store.Directory;
import org.apache.lucene.store.FSDirectory;
import org.apache.lucene.store.FilterDirectory;
import org.apache.lucene.store.IOContext;
import org.apache.lucene.store.IndexOutput;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;

/** A directory whose files nobody but their owner may read: the terms in them are plain text. */
final class OwnerOnly extends FilterDirectory {
    private static final Set<PosixFilePermission> FILE =
            PosixFilePermissions.fromString("rw-------");
    private static final Set<PosixFilePermission> DIRECTORY =
            PosixFilePermissions.fromString("rwx------");

    private final Path path;

    private OwnerOnly(Directory in, Path path) {
        super(in);
        this.path = path;
    }

    /** Makes the directory where there is none. */
    static OwnerOnly open(Path path) throws IOException {
        Files.createDirectories(path);
        Files.setPosixFilePermissions(path, DIRECTORY);
        return new OwnerOnly(FSDirectory.open(path), path);
    }

    @Override
    public IndexOutput createOutput(String name, IOContext context) throws IOException {
        return owned(in.createOutput(name, context));
    }

    @Override
    public IndexOutput createTempOutput(String prefix, String suffix, IOContext context)
            throws IOException {
        return owned(in.createTempOutput(prefix, suffix, context));
    }

    /** Nothing is in the file yet. */
    private IndexOutput owned(IndexOutput output) throws IOException {
        try {
            Files.setPosixFilePermissions(path.resolve(output.getName()), FILE);
            return output;
        } catch (IOException e) {
            output.close();
            throw e;
        }
    }
}
