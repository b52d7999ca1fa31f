package dev.parley.architecture;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.tngtech.archunit.core.importer.ClassFileImporter;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;

/**
 * Plants faults in a tree of packages, compiles it, and sees that each is found and nothing else.
 */
final class PlantedFaultsTest {
    private static final String ROOT = "planted";

    /** The design's table, said again: layer, then what of ours it may import. */
    private static final String TABLE =
            """
            domain        :
            codec         : domain
            seal          : domain
            log           :
            log.chronicle : log
            projection    : domain
            replay        : domain codec log projection proof
            proof         : log
            index         : domain codec log
            ring          : domain codec log projection
            store         : domain seal log index ring
            axon          : domain codec log ring index store
            search        : domain projection seal axon
            reports       : domain projection axon
            root          : domain codec seal log log.chronicle projection replay proof index ring store axon search reports
            api           : root domain projection seal search reports
            ops           : domain codec seal log log.chronicle projection replay proof index ring store axon search reports root api bench
            bench         : domain codec seal log log.chronicle projection replay proof index ring store axon search reports root api ops
            """;

    @TempDir private Path directory = Path.of(".");

    private final Map<String, String> sources = new LinkedHashMap<>();

    @Test
    void findsEveryImportThatTheTableDoesNotAllow() {
        Map<String, Set<String>> table = new LinkedHashMap<>();
        TABLE.lines()
                .map(line -> line.split(":", 2))
                .forEach(
                        row -> table.put(row[0].strip(), Set.of(row[1].strip().split("\\s+", -1))));
        Set<String> expected = new TreeSet<>();
        table.forEach(
                (from, allowed) -> {
                    plant(packageOf(from), "Here", "");
                    for (String to : table.keySet()) {
                        String name = "To" + to.replace('.', '_');
                        String target = packageOf(to) + ".Here";
                        plant(packageOf(from), name, target + " there;");
                        if (!to.equals(from) && !allowed.contains(to)) {
                            expected.add(packageOf(from) + "." + name + " imports " + target);
                        }
                    }
                });
        assertEquals(
                String.join("\n", expected), String.join("\n", new TreeSet<>(faults().imports())));
    }

    @Test
    void findsForeignImports() {
        plant("planted.domain", "Fine", "org.agrona.collections.LongArrayList list;");
        plant("planted.domain", "Files", "java.nio.file.Path file;");
        plant("planted.domain", "Buffers", "org.agrona.DirectBuffer buffer;");
        plant("planted.codec", "Fine", "org.agrona.DirectBuffer buffer;");
        plant("planted.codec", "Queues", "net.openhft.chronicle.bytes.Bytes<?> bytes;");
        plant("planted.log", "Queues", "net.openhft.chronicle.queue.ChronicleQueue queue;");
        plant("planted.log.chronicle", "Fine", "net.openhft.chronicle.queue.ChronicleQueue queue;");
        plant("planted.ring", "Fine", "com.lmax.disruptor.Sequence sequence;");
        plant("planted.replay", "Rings", "com.lmax.disruptor.Sequence sequence;");
        plant("planted.seal", "Fine", "javax.crypto.Cipher cipher;");
        plant("planted.proof", "Ciphers", "javax.crypto.Cipher[][] ciphers;");
        assertEquals(
                List.of(
                        "planted.codec.Queues imports net.openhft.chronicle.bytes.Bytes",
                        "planted.domain.Buffers imports org.agrona.DirectBuffer",
                        "planted.domain.Files imports java.nio.file.Path",
                        "planted.log.Queues imports net.openhft.chronicle.queue.ChronicleQueue",
                        "planted.proof.Ciphers imports javax.crypto.Cipher",
                        "planted.replay.Rings imports com.lmax.disruptor.Sequence"),
                faults().imports());
    }

    @Test
    void findsPackagesOutsideTheTable() {
        plant("planted.domain.routing", "Fine", "");
        plant("planted.helpers", "Stray", "");
        plant("planted.logs", "NearMiss", "");
        assertEquals(
                List.of(
                        "planted.helpers.Stray lies in no layer of the table",
                        "planted.logs.NearMiss lies in no layer of the table"),
                faults().imports());
    }

    @Test
    void findsAmbientTimeAndChance() {
        List<String> ambient =
                List.of(
                        "System.currentTimeMillis()",
                        "System.nanoTime()",
                        "java.time.Instant.now()",
                        "java.time.LocalDate.now()",
                        "java.time.ZonedDateTime.now(java.time.ZoneId.of(\"UTC\"))",
                        "java.time.Clock.systemUTC()",
                        "java.time.Clock.systemDefaultZone()",
                        "java.time.Clock.tickMillis(java.time.ZoneOffset.UTC)",
                        "java.time.InstantSource.system()",
                        "java.time.ZoneId.systemDefault()",
                        "java.util.TimeZone.getDefault()",
                        "java.util.Calendar.getInstance()",
                        "new java.util.Date()",
                        "new java.util.Random()",
                        "new java.util.SplittableRandom()",
                        "Math.random()",
                        "java.util.concurrent.ThreadLocalRandom.current()",
                        "java.util.random.RandomGenerator.getDefault()",
                        "java.util.UUID.randomUUID()",
                        "new java.security.SecureRandom()",
                        "new java.security.SecureRandom(new byte[1])",
                        "new org.agrona.concurrent.SystemNanoClock()",
                        "org.agrona.concurrent.SystemEpochClock.INSTANCE",
                        "net.openhft.chronicle.core.time.SystemTimeProvider.INSTANCE",
                        "(java.util.function.LongSupplier) System::nanoTime",
                        "(java.util.function.Supplier<Object>) java.util.Random::new",
                        "(Runnable) () -> System.nanoTime()");
        List<String> fine =
                List.of(
                        "java.time.Instant.now(java.time.Clock.fixed(java.time.Instant.EPOCH,"
                                + " java.time.ZoneOffset.UTC))",
                        "java.time.Instant.ofEpochSecond(1)",
                        "new java.util.Random(1)",
                        "new java.util.Date(1)");
        plantAll("planted.ring", "Ambient", ambient);
        plantAll("planted.ring", "Fine", fine);
        for (String exempt : List.of("planted", "planted.ops", "planted.bench")) {
            plantAll(exempt, "Ambient", ambient);
        }
        List<String> found = faults().timeAndChance();
        for (int i = 0; i < ambient.size(); i++) {
            String type = "planted.ring.Ambient" + i + " ";
            assertTrue(found.stream().anyMatch(fault -> fault.startsWith(type)), ambient.get(i));
        }
        assertEquals(
                List.of(),
                found.stream().filter(f -> !f.startsWith("planted.ring.Ambient")).toList());
    }

    @Test
    void findsSleepAndJdkLoggingEvenInOps() {
        plant("planted.ops", "Dozes", "void doze() throws Exception { Thread . sleep(1); }");
        plant(
                "planted.ops",
                "Naps",
                "void nap() throws Exception { java.util.concurrent.TimeUnit.DAYS.sleep(1); }");
        plant("planted.ops", "Logs", "java.util.logging.Logger log;");
        Faults faults = faults();
        assertEquals(
                List.of(
                        "planted.ops.Dozes java.lang.Thread#sleep(long)",
                        "planted.ops.Naps java.util.concurrent.TimeUnit#sleep(long)"),
                faults.sleeps());
        assertEquals(
                List.of("planted.ops.Logs imports java.util.logging.Logger"), faults.jdkLogging());
    }

    @Test
    void findsCirclesInsideOneLayer() {
        plant("planted.domain.shop", "Shop", "planted.domain.agent.Agent agent;");
        plant("planted.domain.agent", "Agent", "planted.domain.visitor.Visitor visitor;");
        plant("planted.domain.visitor", "Visitor", "");
        assertEquals(List.of(), faults().circles());
        plant("planted.domain.visitor", "Visitor", "planted.domain.shop.Shop shop;");
        Faults faults = faults();
        assertEquals(List.of(), faults.imports());
        assertFalse(faults.circles().isEmpty());
    }

    private static String packageOf(String layer) {
        return layer.equals("root") ? ROOT : ROOT + "." + layer;
    }

    private void plantAll(String inPackage, String prefix, List<String> expressions) {
        for (int i = 0; i < expressions.size(); i++) {
            plant(inPackage, prefix + i, "Object value() { return " + expressions.get(i) + "; }");
        }
    }

    private void plant(String inPackage, String name, String body) {
        sources.put(
                inPackage.replace('.', '/') + "/" + name + ".java",
                "package " + inPackage + ";\npublic class " + name + " { " + body + " }\n");
    }

    /** Compiles what was planted so far. */
    private Faults faults() {
        try {
            List<Path> files = new ArrayList<>();
            for (Map.Entry<String, String> source : sources.entrySet()) {
                Path file = directory.resolve("source").resolve(source.getKey());
                Files.createDirectories(file.resolveSibling(""));
                files.add(Files.writeString(file, source.getValue()));
            }
            Path classes = Files.createDirectories(directory.resolve("classes"));
            JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
            try (StandardJavaFileManager manager =
                    compiler.getStandardFileManager(null, null, StandardCharsets.UTF_8)) {
                var options = List.of("-d", classes.toString(), "-proc:none", "-nowarn");
                var units = manager.getJavaFileObjectsFromPaths(files);
                assertTrue(compiler.getTask(null, manager, null, options, null, units).call());
            }
            return new Faults(ROOT, new ClassFileImporter().importPath(classes));
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}
