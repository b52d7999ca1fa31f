package dev.parley.architecture;

import java.util.List;
import java.util.Set;

/**
 * One row of the import table: what a package and those below it may import besides themselves.
 *
 * @param name the package relative to the project's root package, empty for the root itself
 * @param ours names of the other layers it may import
 * @param theirs prefixes of the foreign packages it may import
 */
record Layer(String name, Set<String> ours, List<String> theirs) {
    /** The layer of the composition root: its package alone, not those below it. */
    static final String ROOT = "";

    private static final String ANYTHING = "";
    private static final String JDK = "java.";
    private static final String JCA = "javax.crypto.";
    private static final String AGRONA = "org.agrona.";
    private static final String SBE = "uk.co.real_logic.sbe.";
    private static final String LOGGING = "org.slf4j.";

    /** Every layer there may be; a package outside these is itself a fault. */
    static final List<Layer> TABLE =
            List.of(
                    // no clock, no file, no socket, no lock: a decision touches its arguments
                    layer("domain", named(), "java.lang.", "java.util.", "org.agrona.collections."),
                    layer("codec", named("domain"), JDK, AGRONA, SBE),
                    layer("seal", named("domain"), JDK, JCA, "com.google.crypto.tink.", LOGGING),
                    layer("log", named(), JDK, AGRONA, LOGGING),
                    layer("log.chronicle", named("log"), JDK, AGRONA, "net.openhft.", LOGGING),
                    // the domain's own collections: a projection holds millions of ids
                    layer("projection", named("domain"), JDK, "org.agrona.collections."),
                    layer(
                            "replay",
                            named("domain", "codec", "log", "projection", "proof"),
                            JDK,
                            LOGGING),
                    layer("proof", named("log"), JDK),
                    layer("index", named("domain", "codec", "log"), JDK, "org.rocksdb.", LOGGING),
                    layer(
                            "ring",
                            named("domain", "codec", "log", "projection"),
                            JDK,
                            AGRONA,
                            "com.lmax.disruptor.",
                            LOGGING),
                    // of the domain only its words: answers, rejections, hashes
                    layer("store", named("domain", "seal", "log", "index", "ring"), JDK, LOGGING),
                    layer(
                            "axon",
                            named("domain", "codec", "log", "ring", "index", "store"),
                            JDK,
                            "org.axonframework.",
                            LOGGING),
                    // of the log only the priority of its own threads
                    layer(
                            "axon.processors",
                            named("axon", "log"),
                            JDK,
                            "org.axonframework.",
                            LOGGING),
                    layer(
                            "search",
                            named("domain", "projection", "seal", "axon"),
                            JDK,
                            "org.apache.lucene.",
                            // what a cold projection is fed
                            "org.axonframework.messaging.eventhandling.",
                            // Lucene's stemmers
                            "org.tartarus.snowball.",
                            LOGGING),
                    layer(
                            "reports",
                            named("domain", "projection", "axon"),
                            JDK,
                            "org.axonframework.messaging.eventhandling."),
                    // the example of a user's own entities
                    layer(
                            "desk",
                            named(ROOT, "domain", "axon"),
                            JDK,
                            "org.axonframework.",
                            LOGGING),
                    // the only place that builds adapters
                    layer(
                            ROOT,
                            named(
                                    "domain",
                                    "codec",
                                    "seal",
                                    "log",
                                    "log.chronicle",
                                    "projection",
                                    "replay",
                                    "proof",
                                    "index",
                                    "ring",
                                    "store",
                                    "axon",
                                    "axon.processors",
                                    "search",
                                    "reports"),
                            ANYTHING),
                    layer(
                            "api",
                            named(
                                    ROOT,
                                    "domain",
                                    "projection",
                                    "seal",
                                    "axon.processors",
                                    "search",
                                    "reports",
                                    "desk"),
                            JDK,
                            "io.undertow.",
                            "org.xnio.",
                            "com.fasterxml.jackson.",
                            "io.micrometer.",
                            // limits of rates; the short-lived tokens of sockets
                            "io.github.bucket4j.",
                            "com.nimbusds.",
                            LOGGING),
                    layer("ops", everything(), ANYTHING),
                    layer("bench", everything(), ANYTHING));

    /**
     * Whether this layer may import a foreign class; annotations for the compiler are no layer's
     * matter.
     */
    boolean allows(String foreignClass) {
        return foreignClass.startsWith("org.jspecify.annotations.")
                || theirs.stream().anyMatch(foreignClass::startsWith);
    }

    /**
     * Whether time and chance may be taken from the JVM here: they enter where objects are built.
     */
    boolean bringsTimeAndChance() {
        return name.equals(ROOT) || name.equals("ops") || name.equals("bench");
    }

    private static Layer layer(String name, Set<String> ours, String... theirs) {
        return new Layer(name, ours, List.of(theirs));
    }

    private static Set<String> named(String... names) {
        return Set.of(names);
    }

    private static Set<String> everything() {
        return named(
                ROOT,
                "domain",
                "codec",
                "seal",
                "log",
                "log.chronicle",
                "projection",
                "replay",
                "proof",
                "index",
                "ring",
                "store",
                "axon",
                "axon.processors",
                "search",
                "reports",
                "desk",
                "api",
                "ops",
                "bench");
    }
}
