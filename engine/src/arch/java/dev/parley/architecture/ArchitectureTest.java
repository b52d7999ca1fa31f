package dev.parley.architecture;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.core.importer.Location;
import com.tngtech.archunit.core.importer.Locations;

import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** The rules over the engine when the engine is built, over all modules when ops is. */
final class ArchitectureTest {
    private static final String ROOT = "dev.parley";

    /** The modules to judge: all of them in ops, which comes last; the engine itself otherwise. */
    private static final List<Path> MODULES =
            Path.of("").toAbsolutePath().endsWith("ops")
                    ? Stream.of("engine", "api", "bench", "ops")
                            .map(name -> Path.of("..", name))
                            .toList()
                    : List.of(Path.of("."));

    private static final Faults PRODUCT =
            new Faults(ROOT, classes(new ImportOption.DoNotIncludeTests()));

    @Test
    void judgesEveryClass() {
        List<String> missing =
                MODULES.stream()
                        .flatMap(module -> sources(module.resolve("src/main/java")))
                        .filter(name -> !PRODUCT.classes().contain(name))
                        .toList();
        assertNone(missing);
    }

    @Test
    void importsOnlyWhatTheTableAllows() {
        assertNone(PRODUCT.imports());
    }

    @Test
    void takesTimeAndChanceOnlyAsArguments() {
        assertNone(PRODUCT.timeAndChance());
    }

    @Test
    void hasNoCircles() {
        assertNone(PRODUCT.circles());
    }

    @Test
    void logsThroughSlf4j() {
        assertNone(PRODUCT.jdkLogging());
    }

    @Test
    void neverSleepsNorDoItsTests() {
        assertNone(PRODUCT.sleeps());
        assertNone(new Faults(ROOT, classes(new ImportOption.OnlyIncludeTests())).sleeps());
    }

    private static void assertNone(List<String> faults) {
        assertEquals("", String.join("\n", faults));
    }

    private static JavaClasses classes(ImportOption option) {
        Set<Location> locations = new HashSet<>(Locations.ofPackage(ROOT));
        for (Path module : MODULES) {
            Path classes = module.resolve("target/classes");
            if (Files.isDirectory(classes)) {
                locations.add(Location.of(classes));
            }
        }
        // what JMH generates for a benchmark is not ours
        return new ClassFileImporter()
                .withImportOption(option)
                .withImportOption(location -> !location.contains("jmh_generated"))
                .importLocations(locations);
    }

    /** The names of the top-level classes below a source directory. */
    private static Stream<String> sources(Path directory) {
        try (Stream<Path> walk = Files.walk(directory)) {
            return walk
                    .filter(path -> path.toString().endsWith(".java"))
                    .filter(path -> !path.endsWith("package-info.java"))
                    .map(path -> directory.relativize(path).toString())
                    .map(path -> path.replaceAll("\\.java$", "").replace('/', '.'))
                    .toList()
                    .stream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
