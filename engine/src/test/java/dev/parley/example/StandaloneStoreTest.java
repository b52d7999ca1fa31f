package dev.parley.example;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.parley.store.Criterion;
import dev.parley.store.EventCursor;
import dev.parley.store.EventTag;
import dev.parley.store.StoredEvent;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.io.InputStream;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;

/** The application of engine/AXON.md runs, is what the page shows, and needs no chat. */
class StandaloneStoreTest {
    private static final Path PAGE = Path.of("AXON.md");
    private static final Path SOURCES = Path.of("src/test/java/dev/parley/example");

    /** Of the domain a store needs its words and nothing that decides. */
    private static final Set<String> WORDS =
            Set.of("Answer", "Hash", "Limits", "Outcome", "Rejection", "Slice");

    @TempDir private Path directory;

    @Test
    void storesRestartsAndReplays() throws Exception {
        try (VoucherShop shop = new VoucherShop(directory)) {
            shop.ask(new Vouchers.Issue("A1", 5_000));
            shop.ask(new Vouchers.Issue("B2", 100));
            assertEquals(3_800, shop.ask(new Vouchers.Redeem("A1", 1_200)));
        }
        try (VoucherShop shop = new VoucherShop(directory)) {
            assertEquals(-1, shop.ask(new Vouchers.Redeem("A1", 3_801)));
            assertEquals(0, shop.ask(new Vouchers.Redeem("A1", 3_800)));
            assertEquals(
                    List.of("vouchers.Issued", "vouchers.Redeemed", "vouchers.Redeemed"),
                    typesOf(shop, new EventTag("voucher", "A1")));
        }
    }

    @Test
    void pageShowsTheFilesAsTheyAre() throws IOException {
        String page = Files.readString(PAGE);
        for (String file : List.of("Vouchers.java", "Voucher.java", "VoucherShop.java")) {
            String code = Files.readString(SOURCES.resolve(file));
            String shown = code.substring(code.indexOf("\n\n") + 2).strip();
            assertTrue(
                    page.contains("```java\n" + shown + "\n```"),
                    () -> PAGE + " does not show " + file + " as it is");
        }
    }

    /** A process of its own, asked which classes it loaded. */
    @Test
    void loadsNoClassOfTheChat() throws Exception {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        for (String flag : ManagementFactory.getRuntimeMXBean().getInputArguments()) {
            if (flag.startsWith("--add")
                    || flag.startsWith("--enable")
                    || flag.startsWith("--sun")) {
                command.add(flag);
            }
        }
        command.addAll(List.of("-Xlog:class+load:stdout", "-XX:TieredStopAtLevel=1", "-cp"));
        command.add(
                System.getProperty(
                        "surefire.test.class.path", System.getProperty("java.class.path")));
        command.add(VoucherShop.class.getName());
        command.add(directory.resolve("child").toString());
        Process child = new ProcessBuilder(command).redirectErrorStream(true).start();
        String printed;
        try (InputStream output = child.getInputStream()) {
            printed = new String(output.readAllBytes(), StandardCharsets.UTF_8);
        }
        assertTrue(child.waitFor(60, TimeUnit.SECONDS));
        assertEquals(0, child.exitValue(), printed);
        assertTrue(printed.contains("left=3000"), printed);
        Set<String> loaded = new TreeSet<>();
        for (String line : printed.lines().toList()) {
            int at = line.indexOf(" dev.parley.");
            if (at >= 0) {
                loaded.add(line.substring(at + 1).split(" ", 2)[0]);
            }
        }
        assertTrue(loaded.contains("dev.parley.store.EventStore"), "classes are not seen");
        Set<String> ofChat = new TreeSet<>(loaded);
        ofChat.removeIf(StandaloneStoreTest::isOfStore);
        assertEquals(Set.of(), ofChat);
    }

    private static boolean isOfStore(String name) {
        String local = name.substring("dev.parley.".length());
        int dot = local.lastIndexOf('.');
        String layer = dot < 0 ? "" : local.substring(0, dot);
        return switch (layer) {
            case "", "axon", "example", "index", "log", "log.chronicle", "ring", "seal", "store" ->
                    true;
            case "domain" -> WORDS.contains(local.substring(dot + 1));
            default -> false;
        };
    }

    private static List<String> typesOf(VoucherShop shop, EventTag tag) {
        List<String> types = new ArrayList<>();
        try (EventCursor cursor =
                shop.store()
                        .store()
                        .source(
                                List.of(new Criterion(Set.of(), Set.of(tag))),
                                0,
                                shop.store().store().head())) {
            for (Optional<StoredEvent> each = cursor.next();
                    each.isPresent();
                    each = cursor.next()) {
                types.add(each.get().type());
            }
        }
        return types;
    }
}
