package dev.parley.bench.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;

/** What the page says of figures, machine and runs. */
class PageTest {
    private ReportDirectory report = new ReportDirectory(Path.of(""));

    @BeforeEach
    void into(@TempDir Path directory) {
        report = new ReportDirectory(directory);
    }

    @Test
    void aShortFigureShowsItsBestWhatWasTriedAndItsProfile() throws IOException {
        report.add(
                "figures.jsonl",
                """
                {"figure":"durable.one","value":200,"unit":"us","floor":"F3","floor_value":100,"rounds":[{"value":200,"floor_value":100},{"value":210,"floor_value":140},{"value":190,"floor_value":90}]}
                """);
        report.add(
                "profiles.jsonl",
                """
                {"profile":"product.durable.one","cpu_us":40,"cores":2,"per_second":5000,"p50_us":200,"threads":[{"role":"writer","busy":0.4,"waited":0.1,"cpu_us":30,"frames":[{"what":"Segment.note","within":"Writer.run","us":12}]}],"allocations":[{"what":"Origin","within":"Traffic.next","bytes":88}],"calls_by":"","calls_why":"no tool"}
                """);
        assertEquals(List.of("product.durable.one"), Report.profilesWanted(report.directory()));
        assertFalse(report.row("durable, one in flight: p50, product").path("ok").asBoolean());
        String page = report.page();
        assertTrue(page.contains("<a href=\"#why-durable.one\">not reached</a>"), page);
        assertTrue(page.contains("<h3 id=\"why-durable.one\">"), page);
        assertTrue(page.contains("best of 3 rounds by ratio: 210 us = 1.50 x F3"), page);
        assertTrue(page.contains("who blocks for an answer is woken by the ring itself"), page);
        assertTrue(page.contains("2 cores can do 50,000/s at most"), page);
        assertTrue(page.contains("Segment.note") && page.contains("Traffic.next"), page);
        assertTrue(page.contains("System calls were not counted: no tool."), page);
    }

    /** A store forces what it keeps, but nobody waits for that who reads. */
    @Test
    void aReadSaysSoWhereOthersSaySynced() throws IOException {
        report.add(
                "stores.jsonl",
                """
                {"scenario":"source-any","system":"parley","in_flight":1,"durable":true,"throughput_per_s":9}
                {"scenario":"append-next","system":"parley","in_flight":1,"durable":true,"throughput_per_s":9}
                """);
        JsonNode _ = report.results();
        String page = report.page();
        assertEquals(2, page.split(">read<", -1).length);
        assertEquals(2, page.split(">synced<", -1).length);
    }

    @Test
    void theBestRoundIsTheOneThatTheGoalJudgesBest() throws IOException {
        // 2.172 is least in relation to its floor, but 2 us are wanted whatever the floor is.
        report.add(
                "figures.jsonl",
                """
                {"figure":"product.writer","value":2.172,"unit":"us","floor":"ring+append p50","floor_value":0.129,"rounds":[{"value":2.181,"floor_value":0.129},{"value":2.172,"floor_value":0.17},{"value":2.053,"floor_value":0.129}]}
                """);
        assertFalse(
                report.row("processor time, sealed and hashed by the sender")
                        .path("ok")
                        .asBoolean());
        String page = report.page();
        assertTrue(page.contains("best of 3 rounds: 2.05 us a message = 15.9 x"), page);
    }

    @Test
    void oneLoadBehindSeveralFiguresSaysSo() throws IOException {
        report.add(
                "sockets.jsonl",
                """
                {"scenario":"socket-seen","system":"parley","rate":"2000","p50_us":900,"f3_p50_us":100,"remark":"not steady yet"}
                {"scenario":"socket-seen","system":"undertow-bare","rate":"2000","p50_us":200}
                {"scenario":"socket-seen","system":"parley","rate":"4000","p50_us":900,"f3_p50_us":100,"remark":"not steady yet"}
                {"scenario":"socket-seen","system":"undertow-bare","rate":"4000","p50_us":200}
                """);
        report.add(
                "profiles.jsonl",
                """
                {"profile":"socket.4000","at":"2026-11-29T12:24:05Z","cpu_us":40,"cores":2,"per_second":4000}
                """);
        JsonNode _ = report.results();
        String page = report.page();
        assertTrue(
                page.contains("for these 2 figures: one load stands for them, socket.4000."), page);
        assertTrue(page.contains("Looked at: socket.4000, 2026-11-29 12:24 UTC, "), page);
        assertEquals(2, page.split("not steady yet", -1).length, "once, above the rows");
    }

    @Test
    void whatOnlyComputesStandsBesideWhatComputingTook() throws IOException {
        report.add(
                "figures.jsonl",
                """
                {"figure":"product.rate","value":350000,"unit":"/s","beside":"sealing 200 bytes took 1.23 us"}
                {"figure":"replay.rate","value":3000000,"unit":"events/s","floor":"sealing 200 bytes, one thread","floor_value":900000}
                """);
        JsonNode replay = report.row("replay into the hot projections");
        assertTrue(replay.path("ok").asBoolean());
        assertEquals(900_000, replay.path("floor_value").asInt());
        assertTrue(report.page().contains("sealing 200 bytes took 1.23 us"), report.page());
    }

    @Test
    void aProfileLeavesOutTablesWithoutRowsAndSaysWhy() throws IOException {
        report.add(
                "figures.jsonl",
                """
                {"figure":"bare.p99","value":20,"unit":"us","floor":"ring+append","floor_value":0.1}
                """);
        report.add(
                "profiles.jsonl",
                """
                {"profile":"bare.stepped","allocations":[{"what":"Long","bytes":0.1}],"calls_by":"perf trace","calls":[{"call":"sender: write","times":0.0001}]}
                """);
        JsonNode _ = report.results();
        String page = report.page();
        assertTrue(page.contains("No system call is made for one message in a thousand"), page);
        assertTrue(page.contains("No place allocates half a byte per message."), page);
        assertFalse(page.contains("<tbody></tbody>"), "an empty table");
    }

    @Test
    void aProfileSaysWhatItIsOneOf() throws IOException {
        report.add(
                "figures.jsonl",
                """
                {"figure":"growth.restart","value":300,"unit":"ms","floor":"that with 10^4 events","floor_value":100}
                """);
        report.add(
                "growth.jsonl",
                """
                {"events":10005,"restart_ms":100}
                {"events":10000005,"restart_ms":300}
                """);
        report.add(
                "profiles.jsonl",
                """
                {"profile":"restart","cpu_us":4000,"cores":2,"per_second":9,"p50_us":41550,"forces":{"p50_us":321},"calls_by":"perf trace"}
                """);
        JsonNode _ = report.results();
        String page = report.page();
        assertTrue(page.contains("4,000 us of processor time per restart in all threads"), page);
        assertFalse(page.contains("per message") || page.contains("wakes of threads"), page);
        assertTrue(page.contains("Looked at: restart, 1,000,000 events in the log, "), page);
        assertTrue(page.contains("<caption>What was measured at each length"), page);
        // A length is a column, so that the table is as wide as there are lengths.
        assertTrue(
                page.contains(
                        "<tr><th>restart ms</th><td class=\"n\">100</td><td class=\"n\">300</td>"),
                page);
    }

    @Test
    void aLegendSpeaksThePagesWords() throws IOException {
        for (String name : List.of("product.durable.one", "submit.os.one", "F3")) {
            report.add(name + ".hgrm", "0.2 0.5 100 2.0\n0.4 0.9 180 10.0\n");
        }
        report.add("saturation.product.durable.2560.hgrm", "0.2 0.5 100 2.0\n");
        report.add(
                "lab.jsonl",
                """
                {"scenario":"saturation","system":"parley","label":"saturation.product.durable.2560","p50_us":1}
                """);
        report.add("bare.durable.50k.csv", "at_ms,count,p50_us,p99_us,max_us\n100,5,1,2,3\n");
        JsonNode _ = report.results();
        String charts = report.page().substring(report.page().indexOf("id=\"percentiles\""));
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
        report.add(
                "environment.json",
                """
                {"at":"2026-11-28T19:56:10.131433129Z","memory":"24683620 kB","heap":"12056 MiB at most","commit":"28df13bd8414","load_average":"1.21 1.74 2.61 1/107 19268","mode":"quick","other_load":0.0151,"quiet_below":0.05,"took_seconds":595}
                """);
        JsonNode _ = report.results();
        String page = report.page();
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
        report.add(
                "environment.json",
                """
                {"at":"2026-11-28T19:56:10Z","commit":"28df13bd8414","mode":"quick"}
                """);
        report.add(
                "runs.jsonl",
                """
                {"verb":"latency","at":"2026-11-29T04:30:00Z","commit":"fbded57","exit":0}
                {"verb":"growth","at":"2026-11-29T04:40:00Z","commit":"fbded57","exit":1}
                """);
        JsonNode _ = report.results();
        assertTrue(
                report.page()
                        .contains(
                                ">2026-11-28 19:56 UTC, commit 28df13bd8414, quick run; latency"
                                        + " added 2026-11-29 04:30 UTC, commit fbded57; growth"
                                        + " failed 2026-11-29 04:40 UTC, commit fbded57<"),
                report.page());
    }

    @Test
    void aBusyMachineIsToldAboveEverything() throws IOException {
        report.add("environment.json", "{\"other_load\":0.01}");
        report.add(
                "peers-runs.jsonl",
                """
                {"at":"2026-11-29T11:10:00Z","commit":"28df13b","mode":"quick","only":"chat","other_load":0.4}
                {"at":"2026-11-29T12:00:00Z","commit":"28df13b","mode":"long","only":"stores","other_load":0.01}
                {"at":"2026-11-29T12:20:00Z","commit":"fbded57","mode":"quick","only":"parley,chat","profile":"usual","other_load":0.12,"others_busiest":"javac 24 % of a core"}
                """);
        JsonNode _ = report.results();
        String page = report.page();
        assertTrue(page.contains("Other processes took 12 % of it during bench/peers"), page);
        assertTrue(
                page.contains("12 % of the machine (quiet: at most 5 %; busiest: javac 24"), page);
        assertFalse(page.contains("during this run: these figures"), page);
        assertTrue(
                page.contains(
                        "bench/peers/run of stores 2026-11-29 12:00 UTC, commit 28df13b, long run;"
                                + " bench/peers/run of parley, chat 2026-11-29 12:20 UTC, commit"
                                + " fbded57, quick run"),
                page);
        assertFalse(page.contains("40 %"), "chat was measured anew");
    }

    @Test
    void whatBenchPeersCouldNotMeasureIsToldAboveEverything() throws IOException {
        report.add(
                "peers-runs.jsonl",
                """
                {"at":"2026-11-29T11:10:00Z","only":"parley,redis","not_measured":"redis: not measured: it did not start"}
                {"at":"2026-11-29T12:10:00Z","only":"chat","not_measured":""}
                """);
        JsonNode _ = report.results();
        String page = report.page();
        assertTrue(page.contains("</b> redis: not measured: it did not start</p>"), page);
        assertEquals(2, page.split("Not all of bench/peers", -1).length);
    }

    @Test
    void aShortPeersRowShowsItsBestToo() throws IOException {
        report.add(
                "peers.jsonl",
                """
                {"scenario":"keep","system":"parley","in_flight":32,"durable":true,"throughput_per_s":90,"each":{"throughput_per_s":[80,90,95]}}
                {"scenario":"keep","system":"redis-stream","in_flight":32,"durable":true,"throughput_per_s":100,"each":{"throughput_per_s":[100,120,190]}}
                """);
        assertFalse(
                report.row("appendfsync always: 32 in flight, throughput").path("ok").asBoolean());
        String page = report.page();
        assertTrue(page.contains("best of 3 rounds by ratio: 80/s = 0.800 x redis-stream"), page);
        assertTrue(page.contains("No profile in this run"), "what is missing says so");
    }

    @Test
    void whatHoldsTooMuchMemoryShowsWhatWasMeasured() throws IOException {
        report.add(
                "connections.jsonl",
                """
                {"scenario":"connections-idle","system":"parley","connections":10000,"heap_bytes":9000,"direct_bytes":77,"note":"a connection"}
                {"scenario":"connections-idle","system":"undertow-bare","connections":10000,"heap_bytes":4875,"direct_bytes":0}
                """);
        assertFalse(report.row("idle WebSocket connection").path("ok").asBoolean());
        assertTrue(report.page().contains("<tr><th>direct bytes</th>"), report.page());
        assertTrue(report.page().contains("<td class=\"n\">77<"), report.page());
    }

    @Test
    void aShortFigureSaysTheBestOfAllRunsAndTheCommandThatLooksAtIt() throws IOException {
        report.add(
                "figures.jsonl",
                """
                {"figure":"product.rate","value":1000,"unit":"/s"}
                """);
        assertFalse(
                report.row("sealed and hashed by the sender on the same cores")
                        .path("ok")
                        .asBoolean());
        Best best = Objects.requireNonNull(Best.all().get("product.rate"));
        assertTrue(
                report.page().contains("best of all runs: " + Numbers.with(best.value(), "/s")),
                report.page());
        assertTrue(report.page().contains(best.date()), report.page());
        assertTrue(
                report.page()
                        .contains(
                                "<code>ops/parley bench profile --out "
                                        + report.directory()
                                        + "</code>"),
                report.page());
    }

    @Test
    void thePageNeedsNoNetwork() throws IOException {
        JsonNode _ = report.results();
        assertFalse(report.page().contains("http"), "a link or script from elsewhere");
        assertTrue(report.page().contains("What was not measured"));
    }
}
