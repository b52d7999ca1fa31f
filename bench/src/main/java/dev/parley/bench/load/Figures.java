package dev.parley.bench.load;

import java.io.IOException;
import java.util.Locale;

/** Turns rounds into lines and figures: which number stands on which floor. */
final class Figures {
    private static final String RING_APPEND = "ring+append";

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

    void write() throws IOException {
        for (Floor floor : Floor.values()) {
            double p50 = rounds.median(floor.label() + ".p50");
            line("floor", floor.label(), 1, 0, isForced(floor), 1e6 / p50, floor.description());
        }
        lines();
        notDurable();
        gateway();
        durable();
    }

    private static boolean isForced(Floor floor) {
        return switch (floor) {
            case F1, F2, F3 -> true;
            case APPEND, RING_APPEND, HOP, WAKE -> false;
        };
    }

    private void lines() throws IOException {
        line("bare", "bare.stepped", 1, 0, false, 1e6 / rounds.median("bare.stepped.p50"), "");
        line("one", "bare.durable.one", 1, 0, true, perSecond("bare.durable.one"), "");
        line("one", "product.durable.one", 1, 0, true, blocked("product.durable.one"), "");
        line("one", "submit.os.one", 1, 0, false, blocked("submit.os.one"), "Engine.submit");
        line("one", "gateway.os.one", 1, 0, false, blocked("gateway.os.one"), "Engine.dispatch");
        for (String system : new String[] {"bare", "ahead", "product"}) {
            for (String way : new String[] {"os", "durable"}) {
                String name = system + "." + way + ".most";
                line("most", name, 4_096, 0, way.equals("durable"), perSecond(name), said(system));
            }
        }
        for (String system : new String[] {"bare", "product"}) {
            String name = system + ".durable.50k";
            line("offered", name, 0, 50_000, true, perSecond(name), late(name));
        }
    }

    private void notDurable() throws IOException {
        figure("bare.p50", "bare.stepped.p50", "us", RING_APPEND, "ring+append.p50");
        figure("bare.p99", "bare.stepped.p99", "us", RING_APPEND + " p50", "ring+append.p50");
        sheet.figure("bare.bytes", rounds.least("bare.stepped.bytes"), "B", Sheet.Floored.NONE);
        most("bare.rate", "bare.os.most");
        most("product.rate", "product.os.most");
        most("ahead.rate", "ahead.os.most");
        for (String system : new String[] {"product", "ahead"}) {
            String name = system + ".os.most.writer";
            figure(system + ".writer", name, "us", RING_APPEND + " p50", "ring+append.p50");
        }
        sheet.figure(
                "ahead.writerBytes",
                rounds.least("ahead.os.most.writerBytes"),
                "B",
                Sheet.Floored.NONE);
    }

    private void gateway() throws IOException {
        String caller = "Engine.submit's caller";
        figure("gateway.extra", "gateway.extra", "us", caller, "submit.caller");
        figure("gateway.bytes", "gateway.extraBytes", "B", "", "");
        String wake = Floor.WAKE.label();
        figure("gateway.p50", "gateway.os.one.p50", "us", wake, wake + ".p50");
        figure("submit.p50", "submit.os.one.p50", "us", wake, wake + ".p50");
    }

    private void durable() throws IOException {
        String f3 = Floor.F3.label();
        figure("durable.one", "product.durable.one.p50", "us", f3, f3 + ".p50");
        figure("durable.one.bare", "bare.durable.one.p50", "us", f3, f3 + ".p50");
        figure("durable.50k", "product.durable.50k.p50", "us", f3, f3 + ".p50");
        figure("durable.50k.bare", "bare.durable.50k.p50", "us", f3, f3 + ".p50");
        most("durable.rate.bare", "bare.durable.most");
        most("durable.rate", "product.durable.most");
        most("durable.rate.ahead", "ahead.durable.most");
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

    private void most(String id, String name) throws IOException {
        sheet.figure(
                id,
                perSecond(name),
                "/s",
                new Sheet.Floored("bare Chronicle append", 1e6 / rounds.median("append.p50")),
                rounds.beside(name + ".perSecond", ""));
    }

    private double perSecond(String name) {
        return rounds.median(name + ".perSecond");
    }

    private double blocked(String name) {
        return 1e6 / rounds.median(name + ".p50");
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
