package dev.parley.search;

import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * Lucene warns on stderr, through the JDK's logging, that it runs without the incubating vector
 * module. Nothing here uses vectors, asking for the module makes the JVM itself warn, and a tool's
 * stderr is for what went wrong. The one place that may touch that logging.
 */
final class QuietLucene {
    /** Held: a logger that nobody holds forgets its level. */
    private static final Logger VECTORS =
            Logger.getLogger("org.apache.lucene.internal.vectorization");

    private QuietLucene() {}

    /** To be called before the first index is opened. */
    static void begin() {
        VECTORS.setLevel(Level.OFF);
    }
}
