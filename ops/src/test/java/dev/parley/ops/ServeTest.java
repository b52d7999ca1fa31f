package dev.parley.ops;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.parley.Engine;
import dev.parley.EngineConfig;
import dev.parley.Environment;
import dev.parley.api.Envelopes;
import dev.parley.api.Provisioner;
import dev.parley.api.Secrets;
import dev.parley.seal.Hashes;
import dev.parley.seal.Sealer;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What serve says when it is ready, and what it refuses; how it ends is a process's test. */
class ServeTest {
    @TempDir Path directory;

    @Test
    void tellsAddressInboxAndTokensOnceReady() {
        Ran ran = serve("--demo", "--json");
        assertEquals(0, ran.exitCode(), ran.err());
        assertTrue(
                ran.out()
                        .matches(
                                "\\{\"url\":\"http://127\\.0\\.0\\.1:\\d+\",\"account\":1,\"inbox\":\"[\\w-]{22}\",\"agents\":\\[(\\{\"id\":\\d+,\"name\":\"[^\"]+\",\"token\":\"[\\w-]{22}\"},?){3}]}\n"),
                ran.out());
        assertEquals(0, Ran.parley("verify", "--data", directory.resolve("data")).exitCode());
    }

    @Test
    void keepsTheDemoOverStartsButForTheTokens() {
        Ran first = serve("--demo", "--json");
        Ran second = serve("--demo", "--json");
        assertEquals(found("\"inbox\":\"([^\"]*)", first), found("\"inbox\":\"([^\"]*)", second));
        assertEquals(found("\"id\":(\\d+)", first), found("\"id\":(\\d+)", second));
        assertNotEquals(
                found("\"token\":\"([^\"]*)", first), found("\"token\":\"([^\"]*)", second));
    }

    @Test
    void completesADemoWhoseFirstStartWasCutShort() throws IOException {
        Path data = directory.resolve("data");
        Environment environment = Environment.system();
        try (Engine engine = Engine.open(EngineConfig.in(data), environment)) {
            Envelopes envelopes = new Envelopes(new Sealer(engine.keys(), environment.random()));
            Provisioner provisioner =
                    new Provisioner(
                            engine::submit,
                            engine.keys(),
                            envelopes,
                            new Hashes(engine.keys()),
                            new Secrets(environment.random()));
            Provisioner.Account account = provisioner.account("Demo");
            provisioner.shop(account, "demo-shop", "Lumo", 60);
        }
        Ran ran = serve("--demo", "--json");
        assertEquals(0, ran.exitCode(), ran.err());
        assertEquals(3, found("\"token\":\"([^\"]*)", ran).size());
        Ran replayed = Ran.parley("replay", "--data", data, "--json");
        assertEquals(List.of("1"), found("\"accounts\":(\\d+)", replayed));
    }

    @Test
    void refusesAnyAddressButLoopback() {
        Ran ran = serve("--host", "0.0.0.0");
        assertEquals(2, ran.exitCode());
        assertTrue(ran.err().contains("no sign-in is configured"), ran.err());
        assertTrue(Files.notExists(directory.resolve("data")));
    }

    @Test
    void saysThatThePortIsTaken() throws IOException {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            Ran ran = serve("--port", taken.getLocalPort());
            assertEquals(3, ran.exitCode());
            assertEquals(1, ran.err().lines().count(), ran.err());
            assertTrue(ran.err().contains("is taken"), ran.err());
        }
    }

    @Test
    void takesSettingsFromAFileAndRefusesUnknownOnes() throws IOException {
        Path file = Files.writeString(directory.resolve("parley.properties"), "ring.slots=100\n");
        Ran ran = serve("--config", file);
        assertEquals(2, ran.exitCode());
        assertTrue(ran.err().contains("ring.slots=100 is not 64 to 65536, a power of two"));
        Files.writeString(file, "ring.slts=128\n");
        Ran slip = serve("--config", file);
        assertEquals(2, slip.exitCode());
        assertTrue(slip.err().contains("ring.slts is no setting"), slip.err());
    }

    @Test
    void printsTheReferenceOfAllSettings() {
        Ran ran = Ran.parley("settings");
        assertEquals(0, ran.exitCode());
        assertTrue(ran.out().contains("| `sync.interval` | `PARLEY_SYNC_INTERVAL` | `50` ms |"));
        assertTrue(ran.out().contains("| `port` | `PARLEY_PORT` | `8080` |"), ran.out());
    }

    private Ran serve(Object... more) {
        Object[] words = new Object[more.length + 6];
        words[0] = "serve";
        words[1] = "--exit";
        words[2] = "--data";
        words[3] = directory.resolve("data");
        words[4] = "--port";
        words[5] = 0;
        System.arraycopy(more, 0, words, 6, more.length);
        return Ran.parley(words);
    }

    private static List<String> found(String regex, Ran ran) {
        Matcher matcher = Pattern.compile(regex).matcher(ran.out());
        return matcher.results().map(each -> each.group(1)).toList();
    }
}
