package dev.parley.bench.load;

import java.io.IOException;
import java.util.List;
import java.util.Locale;

/** Turns the rounds of a scenario into lines and figures: which number stands on which floor. */
final class Figures {
    private static final String RING_APPEND = Floor.RING_APPEND.label();

    private final Rounds rounds;
    private final Sheet sheet;
    private final int count;
    private final OtherLoad other;

    Figures(Rounds rounds, Sheet sheet, int count, OtherLoad other) {
        this.rounds = rounds;
        this.sheet = sheet;
        this.count = count;
        this.other = other;
    }

    /** The floors that a load's figures stand on. */
    static List<Floor> floors(String load) {
        return switch (way(load)) {
            case "stepped" -> List.of(Floor.RING_APPEND);
            case "os.most" -> List.of(Floor.APPEND, Floor.RING_APPEND, Floor.SEAL, Floor.TOUCH);
            case "durable.most" -> List.of(Floor.APPEND, Floor.SEAL, Floor.TOUCH);
            default -> List.of(Floor.F3);
        };
    }

    /** What is done, of a name such as {@code bare.durable.one}. */
    private static String way(String load) {
        return load.substring(load.indexOf('.') + 1);
    }

    void write(String scenario) throws IOException {
        String system = scenario.replaceFirst("\\..*", "");
        // The product has no mark of its own among the durable figures: it is what is meant.
        String mark = system.equals("product") ? "" : "." + system;
        switch (way(scenario)) {
            case "floors" -> floors();
            case "gateway" -> gateway();
            case "stepped" -> stepped(scenario);
            case "os.most" -> most(scenario, system);
            case "durable.most" -> {
                line("most", scenario, 4_096, 0, true, said(system));
                rate("durable.rate" + mark, scenario);
            }
            case "durable.one" -> {
                line("one", scenario, 1, 0, true, said(system));
                onF3("durable.one" + mark, scenario);
            }
            case "durable.50k" -> {
                line("offered", scenario, 0, 50_000, true, late(scenario));
                onF3("durable.50k" + mark, scenario);
            }
            default -> throw new IllegalArgumentException("scenario=" + scenario);
        }
    }

    private void floors() throws IOException {
        for (Floor floor : Floor.values()) {
            String name = floor.label();
            double p50 = rounds.median(name + ".p50");
            if (p50 > 0) {
                line("floor", name, 1, 0, floor.isForced(), 1e6 / p50, floor.description());
            } else {
                sheet.say(name + ": not measured: this file system does not take it");
            }
        }
    }

    private void gateway() throws IOException {
        for (String door : List.of("submit", "gateway")) {
            String name = door + ".os.one";
            String note = door.equals("submit") ? "Engine.submit" : "Engine.dispatch";
            line("one", name, 1, 0, false, note);
        }
        String caller = "Engine.submit's caller";
        computed("gateway.extra", "gateway.extra", "us", caller, "submit.caller");
        figure("gateway.bytes", "gateway.extraBytes", "B", "", "");
        String wake = Floor.WAKE.label();
        figure("gateway.p50", "gateway.os.one.p50", "us", wake, wake + ".p50");
        figure("submit.p50", "submit.os.one.p50", "us", wake, wake + ".p50");
    }

    private void stepped(String name) throws IOException {
        line("bare", name, 1, 0, false, "");
        figure("bare.p50", name + ".p50", "us", RING_APPEND, RING_APPEND + ".p50");
        figure("bare.p99", name + ".p99", "us", RING_APPEND + " p50", RING_APPEND + ".p50");
        least("bare.bytes", name);
    }

    private void most(String name, String system) throws IOException {
        line("most", name, 4_096, 0, false, said(system));
        rate(system + ".rate", name);
        if (!system.equals("bare")) {
            String floor = RING_APPEND + " p50";
            computed(system + ".writer", name + ".writer", "us", floor, RING_APPEND + ".p50");
        }
        if (system.equals("ahead")) {
            least("ahead.writerBytes", name);
        }
    }

    private void least(String id, String name) throws IOException {
        sheet.figure(id, rounds.least(name + ".writerBytes"), "B", Sheet.Floored.NONE);
    }

    private void onF3(String id, String name) throws IOException {
        String f3 = Floor.F3.label();
        figure(id, name + ".p50", "us", f3, f3 + ".p50");
    }

    private void figure(String id, String name, String unit, String floor, String beside)
            throws IOException {
        sheet.figure(
                id,
                rounds.median(name),
                unit,
                beside.isEmpty()
                        ? Sheet.Floored.NONE
                        : new Sheet.Floored(floor, rounds.median(beside)),
                rounds.beside(name, beside));
    }

    /** A goal that is a number by itself: beside it what computing alone took in its rounds. */
    private void computed(String id, String name, String unit, String floor, String beside)
            throws IOException {
        sheet.figure(
                id,
                rounds.median(name),
                unit,
                new Sheet.Floored(floor, rounds.median(beside), computing()),
                rounds.beside(name, beside));
    }

    /** Means: a rate, too, has the moments in it in which the machine stood. */
    private String computing() {
        return String.format(
                Locale.ROOT,
                "sealing 200 bytes took %.2f us, touching a page %.2f us",
                rounds.median(Floor.SEAL.label() + ".mean"),
                rounds.median(Floor.TOUCH.label() + ".mean"));
    }

    private void rate(String id, String name) throws IOException {
        String append = Floor.APPEND.label() + ".p50";
        sheet.figure(
                id,
                rounds.median(name + ".perSecond"),
                "/s",
                new Sheet.Floored(
                        "1 / p50 of a bare Chronicle append",
                        1e6 / rounds.median(append),
                        computing()),
                rounds.beside(name + ".perSecond", ""));
    }

    private static String said(String system) {
        return switch (system) {
            case "bare" -> "no key, tags, reader, answer";
            case "ahead" -> "product; messages sealed before";
            default -> "product; sealed and hashed by the sender";
        };
    }

    private String late(String name) {
        return String.format(
                Locale.ROOT,
                "generator late by p50 %.0f, p99 %.0f us",
                rounds.median(name + ".late.p50"),
                rounds.median(name + ".late.p99"));
    }

    private void line(
            String scenario, String name, int inFlight, long rate, boolean durable, String note)
            throws IOException {
        double perSecond = rounds.median(name + ".perSecond");
        line(scenario, name, inFlight, rate, durable, perSecond, note);
    }

    private void line(
            String scenario,
            String name,
            int inFlight,
            long rate,
            boolean durable,
            double perSecond,
            String note)
            throws IOException {
        boolean ours = !scenario.equals("floor");
        sheet.measured(
                new Measured(
                        scenario,
                        ours ? "parley" : "floor",
                        inFlight,
                        rate,
                        durable,
                        name,
                        perSecond,
                        rounds.median(name + ".p50"),
                        rounds.median(name + ".p99"),
                        rounds.median(name + ".p999"),
                        rounds.has(name + ".cpu") ? rounds.median(name + ".cpu") : 0,
                        count,
                        (note + "; others took " + other.said()).replaceFirst("^; ", "")),
                rounds.histogram(name));
    }
}
