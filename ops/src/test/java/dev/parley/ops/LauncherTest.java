package dev.parley.ops;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import static java.nio.charset.StandardCharsets.UTF_8;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * The launcher, in a checkout whose path has spaces, with a Maven and JDKs that only say how they
 * were called.
 */
final class LauncherTest {
    private static final String FAKE_JAVA =
            """
            #!/bin/sh
            echo "pid $$"
            pwd
            for arg in "$@"; do
              echo "<$arg>"
              case $arg in -XX:AOTCacheOutput=*) echo trained >"${arg#*=}" ;; esac
            done
            exit ${FAKE_JAVA_EXIT:-0}
            """;
    private static final String FAKE_MAVEN =
            """
            #!/bin/sh
            printf '\\033[0m%s\\033[0m\\n' "building on stdout"
            echo "$@" >>mvn.calls
            [ -z "${FAKE_MAVEN_FAILS:-}" ] || exit 1
            echo jar >ops/target/parley-ops-1.jar
            echo built >ops/target/parley.built
            """;

    @TempDir private Path directory = Path.of(".");
    private Path checkout = directory;
    private Path source = directory;

    @BeforeEach
    void plantCheckout() throws IOException {
        checkout = directory.resolve("a checkout  with spaces");
        source = write(checkout.resolve("engine/src/main/java/Source.java"), "");
        write(checkout.resolve("engine/src/test/java/SourceTest.java"), "");
        write(checkout.resolve("api/web/widget.ts"), "");
        write(checkout.resolve("pom.xml"), "");
        write(checkout.resolve("engine/pom.xml"), "");
        program(checkout.resolve("ops/parley"), Files.readString(Path.of("parley")));
        program(directory.resolve("bin/mvn"), FAKE_MAVEN);
        jdk("jdk-25", "25.0.1");
        jdk("jdk-17", "17.0.15");
        backdate(checkout);
    }

    @Test
    void buildsWhatIsMissingOnceAndKeepsItOffStdout() throws Exception {
        Run first = parley("--version");
        assertEquals(0, first.code(), first.err());
        assertFalse(first.out().contains("building"), first.out());
        assertTrue(first.err().contains("parley: building"), first.err());
        assertEquals(0, parley("--version").code());
        assertEquals(1, builds());
    }

    @Test
    void buildsAgainWhenASourceWasEditedOrDeletedOrAPomEdited() throws Exception {
        parley("--version");
        edit(source);
        parley("--version");
        assertEquals(2, builds());
        Files.delete(source);
        edit(source.resolveSibling(""));
        parley("--version");
        assertEquals(3, builds());
        edit(checkout.resolve("engine/pom.xml"));
        parley("--version");
        assertEquals(4, builds());
        edit(checkout.resolve("api/web/widget.ts"));
        parley("--version");
        assertEquals(5, builds());
    }

    @Test
    void doesNotBuildForATestOrForTheOutputOfNode() throws Exception {
        parley("--version");
        edit(checkout.resolve("engine/src/test/java/SourceTest.java"));
        edit(write(checkout.resolve("api/web/node_modules/lit/index.js"), ""));
        edit(write(checkout.resolve("api/web/dist/widget.js"), ""));
        edit(checkout.resolve("api/web"));
        parley("--version");
        assertEquals(1, builds());
    }

    @Test
    void keepsArgumentsAsTheyWere() throws Exception {
        Run run = parley("import", "two words", "", "*", "--data=a \"b\" $c");
        List<String> lines = run.out().lines().toList();
        int jar = lines.indexOf("<-jar>");
        assertEquals(
                List.of(
                        "<" + checkout.toRealPath().resolve("ops/target/parley-ops-1.jar") + ">",
                        "<import>",
                        "<two words>",
                        "<>",
                        "<*>",
                        "<--data=a \"b\" $c>"),
                lines.subList(jar + 1, lines.size()));
    }

    @Test
    void becomesJavaSoThatSignalsAndExitCodeAreJavas() throws Exception {
        Run run = run(List.of("FAKE_JAVA_EXIT=7"), checkout.resolve("ops/parley"), "verify");
        assertEquals(7, run.code());
        assertTrue(run.out().contains("pid " + run.pid() + "\n"), run.out());
    }

    @Test
    void runsWhereItWasCalledAlsoThroughALink() throws Exception {
        Path link = Files.createSymbolicLink(directory.resolve("bin/parley"), Path.of("next"));
        Files.createSymbolicLink(directory.resolve("bin/next"), checkout.resolve("ops/parley"));
        Run run = run(List.of(), link, "verify");
        assertEquals(0, run.code(), run.err());
        assertTrue(run.out().contains("\n" + directory.toRealPath() + "\n"), run.out());
    }

    @Test
    void servesFromTheTrainedCacheAndLetsTheUserHaveTheLastWord() throws Exception {
        Run serve =
                run(
                        List.of("PARLEY_JAVA_OPTS=-Xmx2g -Dx=y"),
                        checkout.resolve("ops/parley"),
                        "serve");
        List<String> lines = serve.out().lines().toList();
        Path cache = checkout.toRealPath().resolve("ops/target/parley.aot");
        assertTrue(lines.contains("<-XX:AOTCache=" + cache + ">"), serve.out());
        assertTrue(lines.contains("<-XX:+ExitOnOutOfMemoryError>"), serve.out());
        assertTrue(lines.indexOf("<-Xmx2g>") > lines.indexOf("<-XX:+UseG1GC>"), serve.out());
        assertTrue(lines.indexOf("<-Dx=y>") < lines.indexOf("<-jar>"), serve.out());
        assertFalse(parley("replay").out().contains("AOTCache"));
        // The servers that it starts are started as this one is.
        assertTrue(parley("bench", "restart").out().contains("<-XX:AOTCache=" + cache + ">"));
        assertFalse(parley("bench", "all").out().contains("AOTCache"));
    }

    @Test
    void asksForGreatPagesWhereTheKernelGivesThem() throws Exception {
        Path kernel = Path.of("/sys/kernel/mm/transparent_hugepage/enabled");
        boolean given =
                Files.isReadable(kernel)
                        && Files.readString(kernel).strip().matches(".*\\[(madvise|always)].*");
        String asked = "<-XX:+UseTransparentHugePages>";
        assertEquals(given, parley("serve").out().contains(asked));
        assertEquals(given, parley("bench").out().contains(asked));
        assertFalse(parley("replay").out().contains(asked));
    }

    @Test
    void passesOverAJdkThatIsTooOld() throws Exception {
        Files.createSymbolicLink(
                directory.resolve("bin/java"), directory.resolve("jdk-25/bin/java"));
        Run run =
                run(
                        List.of("JAVA_HOME=" + directory.resolve("jdk-17")),
                        checkout.resolve("ops/parley"),
                        "verify");
        assertEquals(0, run.code(), run.err());
        assertTrue(run.out().contains("pid "), run.out());
    }

    @Test
    void saysWhenTheBuildFailedAndHowWithoutEscapeSequences() throws Exception {
        Run run = run(List.of("FAKE_MAVEN_FAILS=1"), checkout.resolve("ops/parley"), "verify");
        assertEquals(1, run.code());
        assertEquals("", run.out());
        assertTrue(run.err().contains("\nbuilding on stdout\nparley: the build failed"), run.err());
    }

    private Run parley(String... args) throws Exception {
        return run(List.of(), checkout.resolve("ops/parley"), args);
    }

    private Run run(List<String> environment, Path program, String... args) throws Exception {
        Path out = directory.resolve("out");
        Path err = directory.resolve("err");
        ProcessBuilder builder = new ProcessBuilder(program.toString());
        builder.command().addAll(Arrays.asList(args));
        builder.directory(directory.toFile());
        builder.environment().clear();
        builder.environment()
                .put("PATH", directory.resolve("bin") + ":/usr/local/bin:/usr/bin:/bin");
        builder.environment().put("JAVA_HOME", directory.resolve("jdk-25").toString());
        for (String pair : environment) {
            String[] parts = pair.split("=", 2);
            builder.environment().put(parts[0], parts[1]);
        }
        Process process = builder.redirectOutput(out.toFile()).redirectError(err.toFile()).start();
        assertTrue(process.waitFor(60, TimeUnit.SECONDS), "launcher still runs after 60 s");
        return new Run(
                process.exitValue(),
                process.pid(),
                Files.readString(out, UTF_8),
                Files.readString(err, UTF_8));
    }

    private long builds() throws IOException {
        return Files.readAllLines(checkout.resolve("mvn.calls")).size();
    }

    private void jdk(String name, String version) throws IOException {
        program(directory.resolve(name).resolve("bin/java"), FAKE_JAVA);
        program(directory.resolve(name).resolve("bin/javac"), "#!/bin/sh\n");
        write(directory.resolve(name).resolve("release"), "JAVA_VERSION=\"" + version + "\"\n");
    }

    /** Everything planted is an hour old. */
    private static void backdate(Path tree) throws IOException {
        try (var walk = Files.walk(tree)) {
            for (Path path : walk.toList()) {
                age(path, Duration.ofHours(1));
            }
        }
    }

    /** Leaves a file newer than the last build, yet older than the next. */
    private void edit(Path path) throws IOException {
        age(checkout.resolve("ops/target/parley.built"), Duration.ofSeconds(60));
        age(path, Duration.ofSeconds(30));
    }

    private static void age(Path path, Duration age) throws IOException {
        Files.setLastModifiedTime(path, FileTime.from(Instant.now().minus(age)));
    }

    private static Path write(Path file, String text) throws IOException {
        Files.createDirectories(file.resolveSibling(""));
        return Files.writeString(file, text);
    }

    private static void program(Path file, String text) throws IOException {
        write(file, text);
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    private record Run(int code, long pid, String out, String err) {}
}
