package dev.parley;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.parley.domain.ActorKind;
import dev.parley.domain.Answer;
import dev.parley.domain.Command;
import dev.parley.domain.Hash;
import dev.parley.domain.Origin;
import dev.parley.domain.Role;
import dev.parley.domain.Slice;
import dev.parley.seal.SealedField;
import dev.parley.seal.Sealer;
import dev.parley.search.SearchQuery;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/**
 * An index made anew behind a running engine: how fast, and what the engine's answers cost
 * meanwhile. With {@code -Dsearch.messages=1000000} a measurement, without it a short test.
 */
class SearchRebuildTest {
    private static final int MESSAGES = Integer.getInteger("search.messages", 4_000);
    private static final int IN_CONVERSATION = 10;
    private static final int UNDER_WAY = 64;
    private static final long SEED = 20261122;

    /** Five times what is usual, of a million messages: medians 2.3 times as slow, and 2.4 ms. */
    private static final int SLOWER_AT_MOST = 12;

    private static final int QUERY_MICROS_AT_MOST = 12_000;
    private static final long PROBE = 777_000_111L;

    /** Sentences of a shop in five languages, an order number in each. */
    private static final List<String> SENTENCES =
            List.of(
                    "Dzień dobry, gdzie jest moje zamówienie %d? Paczka miała przyjść wczoraj.",
                    "Chciałbym zwrócić buty z zamówienia %d, jak mam to zrobić?",
                    "Tere, kus mu tellimus %d on? Pakk pidi eile kohale jõudma.",
                    "Palun saatke arve %d uuesti minu aadressile.",
                    "Hei, missä tilaukseni %d on? Paketin piti tulla jo eilen.",
                    "Voitteko lähettää laskun %d uudelleen sähköpostiin, kiitos.",
                    "Здравствуйте, где мой заказ %d? Посылка должна была прийти вчера.",
                    "Как вернуть товар по заказу %d, если размер не подошёл?",
                    "Hello, where is my order %d? The parcel was due yesterday.",
                    "ok %d",
                    "Your refund for order %d has been sent, it takes two or three working days.");

    @TempDir private Path data;

    private final MovableTime time = new MovableTime(SEED);
    private final Random random = new Random(SEED);
    private long account;
    private long shop;
    private long agent;

    @Test
    @Timeout(value = 20, unit = TimeUnit.MINUTES)
    void anIndexMadeAnewFindsAllAndTheEngineAnswersMeanwhile() throws Exception {
        long before;
        try (Engine engine = Engine.open(config(), time.environment())) {
            write(engine);
            before = engine.reading().released();
        }
        SearchExtension search = new SearchExtension();
        List<Long> during = new ArrayList<>();
        List<Long> asked = new ArrayList<>();
        long started = System.nanoTime();
        long rebuilt;
        try (Engine engine = Engine.open(config(), time.environment(), List.of(search))) {
            do {
                during.add(answer(engine));
                asked.add(ask(search));
            } while (engine.processors().status().getFirst().position() < before
                    && System.nanoTime() - started < TimeUnit.MINUTES.toNanos(10));
            rebuilt = System.nanoTime() - started;
            // what a question sees may be a refresh behind what was taken in
            await().atMost(Duration.ofSeconds(20))
                    .until(
                            () ->
                                    hits(search, "" + PROBE) == 1
                                            && total(search, "zamówień") > MESSAGES / 50);
            List<Long> after = new ArrayList<>();
            for (int i = 0; i < 500; i++) {
                after.add(answer(engine));
            }
            tell(rebuilt, during, after, asked);
            long usual = micros(after, 50);
            assertTrue(
                    micros(during, 50) <= SLOWER_AT_MOST * usual,
                    () -> "commands us: " + micros(during, 50) + ", later " + usual);
            assertTrue(
                    micros(asked, 50) <= QUERY_MICROS_AT_MOST,
                    () -> "queries us: " + micros(asked, 50));
        }
    }

    private int hits(SearchExtension search, String words) {
        return search.search(SearchQuery.of(words, account, 5)).hits().size();
    }

    private long total(SearchExtension search, String words) {
        return search.search(SearchQuery.of(words, account, 5)).total();
    }

    private void tell(long nanos, List<Long> during, List<Long> after, List<Long> asked)
            throws IOException {
        long bytes = 0;
        try (var files = Files.walk(data.resolve("search"))) {
            for (Path each : files.filter(Files::isRegularFile).toList()) {
                bytes += Files.size(each);
            }
        }
        System.out.printf(
                "search rebuilt: messages=%d messages_per_second=%d index_bytes_per_message=%d"
                        + " command_us{during p50=%d p99=%d; after p50=%d p99=%d}"
                        + " query_us{during p50=%d p99=%d}%n",
                MESSAGES,
                MESSAGES * 1_000_000_000L / nanos,
                bytes / MESSAGES,
                micros(during, 50),
                micros(during, 99),
                micros(after, 50),
                micros(after, 99),
                micros(asked, 50),
                micros(asked, 99));
    }

    private static long micros(List<Long> nanos, int percent) {
        long[] sorted = nanos.stream().mapToLong(each -> each).sorted().toArray();
        return sorted[Math.max(0, (sorted.length * percent + 99) / 100 - 1)] / 1_000;
    }

    private long answer(Engine engine) throws Exception {
        long asked = System.nanoTime();
        Answer answer =
                engine.submit(
                                // leaves nothing behind that a limit would count
                                new Command.UpdateAgent(
                                        Origin.of(account, ActorKind.OPERATOR, 0),
                                        agent,
                                        1 + random.nextInt(30),
                                        Role.AGENT,
                                        text("Ann"),
                                        Slice.EMPTY))
                        .get(30, TimeUnit.SECONDS);
        assertTrue(answer.accepted(), answer.toString());
        return System.nanoTime() - asked;
    }

    private long ask(SearchExtension search) {
        long asked = System.nanoTime();
        search.search(SearchQuery.of("zamówienia buty", account, 15));
        return System.nanoTime() - asked;
    }

    private void write(Engine engine) throws Exception {
        Sealer sealer = new Sealer(engine.keys(), time.environment().random());
        Origin operator = Origin.of(0, ActorKind.OPERATOR, 0);
        account =
                done(
                        engine,
                        new Command.RegisterAccount(operator, engine.keys().take(), text("a")));
        Origin ours = Origin.of(account, ActorKind.OPERATOR, 0);
        shop = done(engine, new Command.RegisterShop(ours, 60, text("lumo"), text("b")));
        agent =
                done(
                        engine,
                        new Command.RegisterAgent(
                                ours,
                                engine.keys().take(),
                                1,
                                Role.AGENT,
                                new Hash(2, 1),
                                text("Ann"),
                                Slice.EMPTY));
        Queue<CompletableFuture<Answer>> underWay = new ArrayDeque<>();
        for (int i = 0; i < MESSAGES / IN_CONVERSATION; i++) {
            long key = engine.keys().take();
            List<Command.ImportedMessage> messages = new ArrayList<>();
            for (int j = 0; j < IN_CONVERSATION; j++) {
                long number = i == 7 && j == 7 ? PROBE : random.nextInt(1_000_000);
                String sentence = SENTENCES.get(random.nextInt(SENTENCES.size()));
                messages.add(
                        new Command.ImportedMessage(
                                1_700_000_000_000_000L + i * 1_000_000L + j,
                                j % 2 == 0 ? ActorKind.VISITOR : ActorKind.AGENT,
                                Slice.of(
                                        sealer.seal(
                                                key,
                                                shop,
                                                SealedField.IMPORTED_CONTENT.id(),
                                                sentence.formatted(number)
                                                        .getBytes(StandardCharsets.UTF_8)))));
            }
            underWay.add(
                    engine.submit(
                            new Command.ImportConversation(
                                    ours, shop, key, new Hash(1, i + 1), text("x"), messages)));
            if (underWay.size() == UNDER_WAY) {
                accepted(underWay.remove());
            }
        }
        for (CompletableFuture<Answer> each : underWay) {
            accepted(each);
        }
    }

    private static long done(Engine engine, Command command) throws Exception {
        return accepted(engine.submit(command));
    }

    private static long accepted(CompletableFuture<Answer> asked) throws Exception {
        Answer answer = asked.get(30, TimeUnit.SECONDS);
        assertTrue(answer.accepted(), answer.toString());
        return answer.id();
    }

    private EngineConfig config() {
        return EngineConfig.in(data).with("free.floor", 0);
    }

    private static Slice text(String text) {
        return Slice.of(text.getBytes(StandardCharsets.UTF_8));
    }
}
