package dev.parley.bench.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

import dev.parley.bench.load.Round;
import dev.parley.bench.load.Workload;
import dev.parley.bench.socket.SocketsLook;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Pattern;

/** A row for each figure, measured or not; nothing unmeasured passes for reached. */
class ReportTest {
    private static final int FIGURES = 65;

    @TempDir private Path out = Path.of("");

    @Test
    void whatWasNotMeasuredSaysSo() throws IOException {
        JsonNode rows = results();
        assertEquals(FIGURES, rows.size());
        for (JsonNode row : rows) {
            assertTrue(row.path("value").isNull(), row.toString());
            assertTrue(row.path("ok").isNull(), row.toString());
            assertEquals(
                    2,
                    page().split(
                                    ">" + Pattern.quote(Html.text(row.path("name").asText())) + "<",
                                    -1)
                            .length,
                    "once in the page: " + row);
            assertFalse(row.path("reach").asText().isEmpty(), row.toString());
        }
    }

    @Test
    void aFigureStandsBesideItsFloor() throws IOException {
        Files.writeString(
                out.resolve("figures.jsonl"),
                """
                {"figure":"durable.one","value":130,"unit":"us","floor":"F3","floor_value":101}
                {"figure":"gateway.p50","value":30,"unit":"us","floor":"two-hop wake","floor_value":10}
                """);
        JsonNode durable = row("durable, one in flight");
        assertTrue(durable.path("ok").asBoolean());
        assertEquals(1.287, durable.path("ratio").asDouble());
        assertFalse(row("Axon's gateway: blocking").path("ok").asBoolean());
    }

    @Test
    void aPeerThatDoesNotSyncIsNotCompared() throws IOException {
        Files.writeString(
                out.resolve("peers.jsonl"),
                """
                {"scenario":"keep","system":"parley","in_flight":32,"durable":true,"throughput_per_s":9000,"p50_us":3}
                {"scenario":"keep","system":"kafka","in_flight":32,"durable":false,"throughput_per_s":1,"p50_us":9}
                {"scenario":"keep","system":"redis-stream","in_flight":32,"durable":true,"throughput_per_s":9001,"p50_us":4}
                """);
        assertTrue(row("Kafka, flush.messages=1: 32 in flight, throughput").path("ok").isNull());
        assertFalse(row("appendfsync always: 32 in flight, throughput").path("ok").asBoolean());
        assertTrue(row("appendfsync always: 32 in flight, p50").path("ok").asBoolean());
    }

    @Test
    void aPeerIsComparedRoundByRound() throws IOException {
        // The medians say 100 against 110; each round but one says that ours was ahead.
        Files.writeString(
                out.resolve("peers.jsonl"),
                """
                {"scenario":"keep","system":"parley","in_flight":1,"durable":true,"throughput_per_s":100,"each":{"throughput_per_s":[100,99,300,120,50]}}
                {"scenario":"keep","system":"redis-stream","in_flight":1,"durable":true,"throughput_per_s":110,"each":{"throughput_per_s":[90,110,280,115,40]}}
                """);
        JsonNode row = row("appendfsync always: 1 in flight, throughput");
        assertTrue(row.path("ok").asBoolean(), row.toString());
        assertEquals(1.071, row.path("ratio").asDouble());
        assertTrue(page().contains("4 of 5 rounds"), page());
        assertTrue(page().contains("50 to 300/s"), page());
    }

    @Test
    void aFigureOfRoundsIsReachedWhereMostOfThemReachedIt() throws IOException {
        Files.writeString(
                out.resolve("figures.jsonl"),
                """
                {"figure":"product.rate","value":1,"unit":"/s","rounds":[{"value":1}]}
                {"figure":"product.rate","value":368000,"unit":"/s","floor":"append","floor_value":8,"rounds":[{"value":272000},{"value":368000},{"value":371000}]}
                """);
        JsonNode row = row("throughput, sealed and hashed by the sender on the same cores");
        assertEquals(368_000, row.path("value").asInt());
        assertTrue(row.path("ok").asBoolean(), row.toString());
        assertTrue(page().contains("2 of 3 rounds"), page());
        assertTrue(page().contains("272,000 to 371,000/s"), page());
    }

    @Test
    void aRoundWithoutAFloorOfItsOwnStandsBesideTheRows() throws IOException {
        Files.writeString(
                out.resolve("figures.jsonl"),
                """
                {"figure":"growth.append","value":0.95,"unit":"x F3","floor":"that with 10^4 events","floor_value":0.86,"rounds":[{"value":0.95},{"value":0.81},{"value":1.5}]}
                """);
        JsonNode row = row("growth: append latency");
        assertTrue(row.path("ok").asBoolean(), row.toString());
        assertEquals(1.105, row.path("ratio").asDouble());
        assertTrue(page().contains("2 of 3 rounds"), page());
    }

    @Test
    void whatMayTakeAForceMoreIsHeldToTheForceOfThisRun() throws IOException {
        Files.writeString(
                out.resolve("lab.jsonl"),
                """
                {"scenario":"floor","system":"floor","label":"F3","p50_us":2400}
                """);
        // One that was disturbed does not loosen the bound: the median of the run counts.
        Files.writeString(
                out.resolve("figures.jsonl"),
                """
                {"figure":"durable.one","value":130,"unit":"us","floor":"F3","floor_value":100}
                {"figure":"durable.50k","value":130,"unit":"us","floor":"F3","floor_value":90}
                {"figure":"bare.p50","value":1,"unit":"us","floor":"ring+append","floor_value":1}
                """);
        Files.writeString(
                out.resolve("sockets.jsonl"),
                """
                {"scenario":"socket-seen","system":"parley","rate":"1000","p50_us":499}
                {"scenario":"socket-seen","system":"undertow-bare","rate":"1000","p50_us":200}
                {"scenario":"socket-seen","system":"parley","rate":"2000","p50_us":501}
                {"scenario":"socket-seen","system":"undertow-bare","rate":"2000","p50_us":200}
                """);
        assertTrue(row("WebSocket: p50 at 1000/s").path("ok").asBoolean());
        assertTrue(row("WebSocket: p50 at 2000/s").path("ok").isBoolean());
        assertFalse(row("WebSocket: p50 at 2000/s").path("ok").asBoolean());
        assertTrue(page().contains("F3 (100 us)"), "the limit shows the force it contains");
        assertTrue(page().contains("F3 2,400 us"), "the disk's floor stands among the facts");
    }

    @Test
    void aRowHasTheFieldsThatReadersKnow() throws IOException {
        List<String> fields = new ArrayList<>();
        results().get(0).fieldNames().forEachRemaining(fields::add);
        assertEquals(
                List.of("name", "value", "unit", "floor", "floor_value", "ratio", "reach", "ok"),
                fields);
    }

    @Test
    void aShortFigureShowsItsBestWhatWasTriedAndItsProfile() throws IOException {
        Files.writeString(
                out.resolve("figures.jsonl"),
                """
                {"figure":"durable.one","value":200,"unit":"us","floor":"F3","floor_value":100,"rounds":[{"value":200,"floor_value":100},{"value":210,"floor_value":140},{"value":190,"floor_value":90}]}
                """);
        Files.writeString(
                out.resolve("profiles.jsonl"),
                """
                {"profile":"product.durable.one","cpu_us":40,"cores":2,"per_second":5000,"p50_us":200,"threads":[{"role":"writer","busy":0.4,"waited":0.1,"cpu_us":30,"frames":[{"what":"Segment.note","within":"Writer.run","us":12}]}],"allocations":[{"what":"Origin","within":"Traffic.next","bytes":88}],"calls_by":"","calls_why":"no tool"}
                """);
        assertEquals(List.of("product.durable.one"), Report.profilesWanted(out));
        assertFalse(row("durable, one in flight: p50, product").path("ok").asBoolean());
        String page = page();
        assertTrue(page.contains("best of 3 rounds: 210 us = 1.50 x F3"), page);
        assertTrue(page.contains("who blocks for an answer is woken by the ring itself"), page);
        assertTrue(page.contains("2 cores can do 50,000/s at most"), page);
        assertTrue(page.contains("Segment.note") && page.contains("Traffic.next"), page);
        assertTrue(page.contains("System calls were not counted: no tool."), page);
    }

    @Test
    void theBestRoundIsTheOneThatTheGoalJudgesBest() throws IOException {
        // 2.172 is least in relation to its floor, but 2 us are wanted whatever the floor is.
        Files.writeString(
                out.resolve("figures.jsonl"),
                """
                {"figure":"product.writer","value":2.172,"unit":"us","floor":"ring+append p50","floor_value":0.129,"rounds":[{"value":2.181,"floor_value":0.129},{"value":2.172,"floor_value":0.17},{"value":2.053,"floor_value":0.129}]}
                """);
        assertFalse(row("processor time, sealed and hashed by the sender").path("ok").asBoolean());
        String page = page();
        assertTrue(page.contains("best of 3 rounds: 2.05 us a message = 15.9 x"), page);
    }

    @Test
    void whetherARunIsBetterThanAnyBeforeIsJudgedAsTheGoalIs() {
        Round before = new Round(800, 300);
        // 0.7 ms beside the floor: a slower floor allows more.
        Goal beside = Goal.most("", 1, 700);
        assertTrue(measured(870, 400, beside).isBetterThan(before), "nearer to its limit");
        assertFalse(measured(800, 300, beside).isBetterThan(before), "the same");
        assertFalse(
                measured(870, 400, Goal.most("", 0, 700)).isBetterThan(before),
                "more, where the goal knows no floor");
    }

    private static Row measured(double value, double floor, Goal goal) {
        return Row.measured("id", "name", value, "us", "floor", floor, goal, "", List.of());
    }

    @Test
    void aProfileLeavesOutTablesWithoutRowsAndSaysWhy() throws IOException {
        Files.writeString(
                out.resolve("figures.jsonl"),
                """
                {"figure":"bare.p99","value":20,"unit":"us","floor":"ring+append","floor_value":0.1}
                """);
        Files.writeString(
                out.resolve("profiles.jsonl"),
                """
                {"profile":"bare.stepped","allocations":[{"what":"Long","bytes":0.1}],"calls_by":"perf trace","calls":[{"call":"sender: write","times":0.0001}]}
                """);
        JsonNode _ = results();
        String page = page();
        assertTrue(page.contains("No system call is made for one message in a thousand"), page);
        assertTrue(page.contains("No place allocates half a byte per message."), page);
        assertFalse(page.contains("<tbody></tbody>"), "an empty table");
    }

    @Test
    void aProfileSaysWhatItIsOneOf() throws IOException {
        Files.writeString(
                out.resolve("figures.jsonl"),
                """
                {"figure":"growth.restart","value":300,"unit":"ms","floor":"that with 10^4 events","floor_value":100}
                """);
        Files.writeString(
                out.resolve("growth.jsonl"),
                """
                {"events":10005,"restart_ms":100}
                {"events":10000005,"restart_ms":300}
                """);
        Files.writeString(
                out.resolve("profiles.jsonl"),
                """
                {"profile":"restart","cpu_us":4000,"cores":2,"per_second":9,"calls_by":"perf trace"}
                """);
        JsonNode _ = results();
        String page = page();
        assertTrue(page.contains("4,000 us of processor time per restart in all threads"), page);
        assertFalse(page.contains("per message"), page);
        // A length is a column, so that the table is as wide as there are lengths.
        assertTrue(
                page.contains(
                        "<tr><th>restart ms</th><td class=\"n\">100</td><td class=\"n\">300</td>"),
                page);
    }

    @Test
    void aLegendSpeaksThePagesWords() throws IOException {
        for (String name : List.of("product.durable.one", "submit.os.one", "F3")) {
            Files.writeString(out.resolve(name + ".hgrm"), "0.2 0.5 100 2.0\n0.4 0.9 180 10.0\n");
        }
        Files.writeString(out.resolve("saturation.product.durable.2560.hgrm"), "0.2 0.5 100 2.0\n");
        Files.writeString(
                out.resolve("lab.jsonl"),
                """
                {"scenario":"saturation","system":"parley","label":"saturation.product.durable.2560","p50_us":1}
                """);
        Files.writeString(
                out.resolve("bare.durable.50k.csv"),
                "at_ms,count,p50_us,p99_us,max_us\n100,5,1,2,3\n");
        JsonNode _ = results();
        String charts = page().substring(page().indexOf("id=\"charts\""));
        for (String told :
                List.of(
                        "</svg>product</li>",
                        "</svg>F3, the disk alone</li>",
                        "</svg>Engine.submit</li>",
                        "</svg>product, durable, 2,560/s</li>",
                        ">bare, durable, 50,000/s, over time<")) {
            assertTrue(charts.contains(told), told);
        }
        for (String unsaid : List.of("durable.one", "os.one", "durable.50k")) {
            assertFalse(charts.contains(unsaid + "<"), unsaid);
        }
    }

    @Test
    void theMachineIsToldInWordsForPeople() throws IOException {
        Files.writeString(
                out.resolve("environment.json"),
                """
                {"at":"2026-11-28T19:56:10.131433129Z","memory":"24683620 kB","heap":"12056 MiB at most","commit":"28df13bd8414","load_average":"1.21 1.74 2.61 1/107 19268","mode":"quick","other_load":0.0151,"quiet_below":0.05,"took_seconds":595}
                """);
        JsonNode _ = results();
        String page = page();
        for (String told :
                List.of(
                        "2026-11-28 19:56 UTC, commit 28df13bd8414, quick run, 9 min 55 s",
                        "23.5 GiB",
                        "11.8 GiB at most",
                        "1.21 1.74 2.61 (1, 5, 15 min)",
                        "2 % of the machine during the run (quiet: at most 5 %)")) {
            assertTrue(page.contains(">" + told + "<"), told);
        }
        assertFalse(page.contains("0.0151"), "a raw number");
        assertFalse(page.contains("Not a quiet machine"), page);
    }

    @Test
    void theHeadingTellsOfWhatWasAddedLater() throws IOException {
        Files.writeString(
                out.resolve("environment.json"),
                """
                {"at":"2026-11-28T19:56:10Z","commit":"28df13bd8414","mode":"quick"}
                """);
        Files.writeString(
                out.resolve("runs.jsonl"),
                """
                {"verb":"latency","at":"2026-11-29T04:30:00Z","commit":"fbded57","exit":0}
                {"verb":"growth","at":"2026-11-29T04:40:00Z","commit":"fbded57","exit":1}
                """);
        JsonNode _ = results();
        assertTrue(
                page().contains(
                                ">2026-11-28 19:56 UTC, commit 28df13bd8414, quick run; latency"
                                        + " added 2026-11-29 04:30 UTC, commit fbded57; growth"
                                        + " failed 2026-11-29 04:40 UTC, commit fbded57<"),
                page());
    }

    @Test
    void aBusyMachineIsToldAboveEverything() throws IOException {
        Files.writeString(out.resolve("environment.json"), "{\"other_load\":0.01}");
        Files.writeString(
                out.resolve("peers-environment.json"),
                """
                {"profile":"usual","other_load":0.12,"others_busiest":"javac 24 % of a core"}
                """);
        JsonNode _ = results();
        String page = page();
        assertTrue(page.contains("Other processes took 12 % of it during bench/peers"), page);
        assertTrue(
                page.contains("12 % of the machine (quiet: at most 5 %; busiest: javac 24"), page);
        assertFalse(page.contains("during this run: these figures"), page);
    }

    @Test
    void aShortPeersRowShowsItsBestToo() throws IOException {
        Files.writeString(
                out.resolve("peers.jsonl"),
                """
                {"scenario":"keep","system":"parley","in_flight":32,"durable":true,"throughput_per_s":90,"each":{"throughput_per_s":[80,90,95]}}
                {"scenario":"keep","system":"redis-stream","in_flight":32,"durable":true,"throughput_per_s":100,"each":{"throughput_per_s":[100,120,190]}}
                """);
        assertFalse(row("appendfsync always: 32 in flight, throughput").path("ok").asBoolean());
        String page = page();
        assertTrue(page.contains("best of 3 rounds: 80/s = 0.800 x redis-stream"), page);
        assertTrue(page.contains("No profile in this run"), "what is missing says so");
    }

    @Test
    void whatWasTriedIsAboutFiguresThatThereAre() throws IOException {
        Set<String> known = new HashSet<>();
        for (Row row : Table.of(Findings.in(out))) {
            known.add(row.id());
        }
        assertEquals(FIGURES, known.size(), "two rows with one id");
        for (Tried tried : Tried.all()) {
            assertTrue(known.containsAll(tried.figures()), tried.toString());
        }
    }

    /** Of memory no load tells more than what was measured: the page shows that instead. */
    @Test
    void whateverFallsShortHasALoadToLookAtAndWhatWasTriedAndABest() throws IOException {
        Files.writeString(
                out.resolve("stores.jsonl"),
                """
                {"scenario":"source-any","system":"parley","in_flight":2}
                """);
        List<String> made = new ArrayList<>(Workload.names());
        made.addAll(SocketsLook.names());
        Set<String> tried = new HashSet<>();
        Tried.all().forEach(each -> tried.addAll(each.figures()));
        Set<String> memory = new HashSet<>();
        List<Row> rows = Table.of(Findings.in(out));
        assertEquals(FIGURES + 6, rows.size(), "callers a core, of six kinds of sourcing");
        for (Row row : rows) {
            Reasons.profile(row.id())
                    .ifPresentOrElse(
                            load -> assertTrue(made.contains(load), load),
                            () -> memory.add(row.id()));
            assertTrue(tried.contains(Reasons.tried(row.id())), row.id());
            assertTrue(Best.all().containsKey(row.id()), row.id());
        }
        assertEquals(Set.of("socket.idle", "growth.memory"), memory);
    }

    @Test
    void whatHoldsTooMuchMemoryShowsWhatWasMeasured() throws IOException {
        Files.writeString(
                out.resolve("connections.jsonl"),
                """
                {"scenario":"connections-idle","system":"parley","connections":10000,"heap_bytes":9000,"direct_bytes":77,"note":"a connection"}
                {"scenario":"connections-idle","system":"undertow-bare","connections":10000,"heap_bytes":4875,"direct_bytes":0}
                """);
        assertFalse(row("idle WebSocket connection").path("ok").asBoolean());
        assertTrue(page().contains("<tr><th>direct bytes</th>"), page());
        assertTrue(page().contains("<td class=\"n\">77<"), page());
    }

    @Test
    void aShortFigureSaysTheBestOfAllRunsAndTheCommandThatLooksAtIt() throws IOException {
        Files.writeString(
                out.resolve("figures.jsonl"),
                """
                {"figure":"product.rate","value":1000,"unit":"/s"}
                """);
        assertFalse(
                row("sealed and hashed by the sender on the same cores").path("ok").asBoolean());
        Best best = Objects.requireNonNull(Best.all().get("product.rate"));
        assertTrue(
                page().contains("best of all runs: " + Numbers.with(best.value(), "/s")), page());
        assertTrue(page().contains(best.date()), page());
        assertTrue(
                page().contains("<code>ops/parley bench profile --out " + out + "</code>"), page());
    }

    @Test
    void aStoreIsComparedAtItsSizeAndLoad() throws IOException {
        Files.writeString(
                out.resolve("stores.jsonl"),
                """
                {"scenario":"append-next","system":"parley","stored":1000000,"entity_events":0,"in_flight":32,"throughput_per_s":100000}
                {"scenario":"append-next","system":"parley","stored":10000,"entity_events":0,"in_flight":32,"throughput_per_s":130000}
                {"scenario":"append-next","system":"axon-jpa-postgres","stored":1000000,"entity_events":0,"in_flight":32,"throughput_per_s":10000}
                {"scenario":"append-next","system":"axon-jpa-postgres","stored":1000000,"entity_events":50,"in_flight":1000,"throughput_per_s":1}
                """);
        assertTrue(row("append on condition, 32 in flight").path("ok").asBoolean());
        assertTrue(row("append on condition, 1,000 in flight").path("ok").isNull());
        assertFalse(row("(the entity's last event), 32 in flight").path("ok").asBoolean());
        assertEquals(List.of("store.append.32"), Report.profilesWanted(out));
    }

    @Test
    void aHalfWrittenLineIsRefusedByNumber() throws IOException {
        Files.writeString(out.resolve("lab.jsonl"), "{}\n{\"scenario\":");
        IOException e = assertThrows(IOException.class, this::results);
        assertTrue(String.valueOf(e.getMessage()).contains("lab.jsonl:2"), e.toString());
    }

    @Test
    void thePageNeedsNoNetwork() throws IOException {
        JsonNode _ = results();
        assertFalse(page().contains("http"), "a link or script from elsewhere");
        assertTrue(page().contains("What was not measured"));
    }

    private JsonNode row(String part) throws IOException {
        for (JsonNode row : results()) {
            if (row.path("name").asText().contains(part)) {
                return row;
            }
        }
        throw new AssertionError("no row " + part);
    }

    private String page() throws IOException {
        return Files.readString(out.resolve("index.html"));
    }

    private JsonNode results() throws IOException {
        Report.write(out, new PrintWriter(new StringWriter()));
        return new ObjectMapper().readTree(Files.readString(out.resolve("results.json")));
    }
}
