package dev.parley.log.chronicle;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * An ext4 file system whose power can be cut: it lies in an image on an XFS file system that can
 * copy a file in an instant while it is written. The copy has what ext4 had sent to its disk by
 * then and nothing of what was still in memory.
 */
final class PowerCutDisk implements AutoCloseable {
    private final Path base;
    private final Deque<Path> mounts = new ArrayDeque<>();

    PowerCutDisk(Path base) throws IOException {
        this.base = base;
        try {
            image(base.resolve("xfs.img"), "512M", "mkfs.xfs", "-q", "-m", "reflink=1");
            mount(base.resolve("xfs.img"), base.resolve("xfs"));
            image(image(), "200M", "mkfs.ext4", "-q");
            mount(image(), base.resolve("disk"));
        } catch (IOException | RuntimeException e) {
            close();
            throw e;
        }
    }

    /** Where the disk is mounted. */
    Path directory() {
        return base.resolve("disk");
    }

    /** Makes the system write back what is in memory, from now on, in an order of its own. */
    Process writeBack() throws IOException {
        return new ProcessBuilder("sync", "-f", directory().toString()).start();
    }

    /** Cuts the power of a copy: what was on the disk at this instant, mounted elsewhere. */
    Path cut(String name) throws IOException {
        Path copy = base.resolve("xfs").resolve(name);
        Commands.run("cp", "--reflink=always", image().toString(), copy.toString());
        Path at = base.resolve(name);
        mount(copy, at);
        return at;
    }

    /** Lets go of a copy. */
    void discard(String name) throws IOException {
        Path at = base.resolve(name);
        Commands.run("umount", at.toString());
        mounts.remove(at);
        Files.delete(base.resolve("xfs").resolve(name));
    }

    @Override
    public void close() {
        while (!mounts.isEmpty()) {
            Commands.tryRun("umount", "-l", mounts.pop().toString());
        }
    }

    private Path image() {
        return base.resolve("xfs").resolve("ext4.img");
    }

    private static void image(Path image, String size, String... format) throws IOException {
        Commands.run("truncate", "-s", size, image.toString());
        String[] command = java.util.Arrays.copyOf(format, format.length + 1);
        command[format.length] = image.toString();
        Commands.run(command);
    }

    private void mount(Path image, Path at) throws IOException {
        Files.createDirectories(at);
        // The loop device goes with the mount.
        Commands.run("mount", "-o", "loop", image.toString(), at.toString());
        mounts.push(at);
    }
}
