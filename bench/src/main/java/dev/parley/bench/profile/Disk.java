package dev.parley.bench.profile;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.StringTokenizer;

/** What a block device has been given to write so far, by whomever: sysfs's block statistics. */
record Disk(String device, long requests, long bytes, long flushes) {
    private static final int SECTOR = 512;

    /** The device under a directory; empty where the system does not tell. */
    static Optional<Disk> under(Path directory) {
        try {
            long number = ((Number) Files.getAttribute(directory, "unix:dev")).longValue();
            long major = (number >> 8) & 0xfff;
            long minor = (number & 0xff) | ((number >> 12) & 0xfff00);
            Path device = Path.of("/sys/dev/block", major + ":" + minor).toRealPath();
            StringTokenizer words = new StringTokenizer(Files.readString(device.resolve("stat")));
            long[] fields = new long[17];
            for (int i = 0; i < fields.length && words.hasMoreTokens(); i++) {
                fields[i] = Long.parseLong(words.nextToken());
            }
            // Writes, sectors written, flushes: Documentation/block/stat.
            return Optional.of(
                    new Disk(
                            String.valueOf(device.getFileName()),
                            fields[4],
                            fields[6] * SECTOR,
                            fields[15]));
        } catch (IOException | UnsupportedOperationException | IllegalArgumentException _) {
            return Optional.empty();
        }
    }

    Disk since(Disk earlier) {
        return new Disk(
                device,
                requests - earlier.requests,
                bytes - earlier.bytes,
                flushes - earlier.flushes);
    }
}
