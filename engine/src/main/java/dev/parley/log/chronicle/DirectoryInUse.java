package dev.parley.log.chronicle;

import java.io.IOException;
import java.nio.file.Path;

/** The data directory has another owner, who holds its lock. Nothing was touched. */
public final class DirectoryInUse extends IOException {
    private static final long serialVersionUID = 1;

    /**
     * @param holder who holds it, for people
     */
    DirectoryInUse(Path directory, String holder) {
        super(directory + " is in use: " + directory.resolve("lock") + " is held by " + holder);
    }
}
