package dev.parley.axon.processors;

import java.io.IOException;
import java.nio.file.Path;

/** A file of a processor does not hold what was written to it. Names the file and what is wrong. */
public final class FileDamaged extends IOException {
    private static final long serialVersionUID = 1;

    FileDamaged(Path file, String reason) {
        super(file + " is damaged: " + reason);
    }
}
