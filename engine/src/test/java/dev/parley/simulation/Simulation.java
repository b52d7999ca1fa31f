package dev.parley.simulation;

import dev.parley.log.EventLog;
import dev.parley.log.LogDamaged;
import dev.parley.log.LogFailure;
import dev.parley.log.LogVerifier;
import dev.parley.log.SegmentedLog;
import dev.parley.log.Verdict;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Random;

/** One run: a shard's lives, one after the other, as the seed decides. */
final class Simulation {
    /** Steps of a run, between its quiet beginning and its quiet end. */
    static final int STEPS = 300;

    private static final int SHARD = 0;
    private static final int OPENINGS = 6;
    private static final int TURNS_AT_MOST = 1_000;
    private static final int REMEMBERED = 12;

    /**
     * What a run came to.
     *
     * @param finding the promise broken, or null
     * @param step at which it was seen
     * @param lastly what happened before, oldest first
     */
    record Result(@Nullable String finding, int step, String lastly, Tally tally) {}

    private final Random random;
    private final Clock clock = new Clock();
    private final Tally tally = new Tally();
    private final Plant plant;
    private final Witness witness = new Witness(SHARD);
    private final Disk disk;
    private final Clients clients;
    private final Deque<String> lastly = new ArrayDeque<>();

    /** Null while no process runs. */
    private @Nullable Life life;

    /** How many faults of ten happen: a shard that dies all the time never fills a segment. */
    private final int troubleOfTen;

    private boolean othersRun;
    private int step;

    private Simulation(long seed, Plant plant) {
        this.random = new Random(seed);
        this.troubleOfTen = new int[] {10, 5, 2}[random.nextInt(3)];
        this.plant = plant;
        this.disk = new Disk(random, witness);
        this.clients = new Clients(random, witness, tally);
    }

    static Result run(long seed, Bug bug) {
        Simulation simulation = new Simulation(seed, bug.plant());
        try {
            simulation.live();
        } catch (RuntimeException e) {
            simulation.witness.broken(e + " at " + e.getStackTrace()[0]);
        }
        return simulation.result();
    }

    private Result result() {
        tally.add("records", witness.facts().head());
        tally.addAll(witness.facts().tally());
        return new Result(witness.finding(), step, String.join(", ", lastly), tally);
    }

    private void live() {
        start(false);
        for (int opening = 0; opening < OPENINGS; opening++) {
            Life now = alive();
            clients.ask(now, opening);
            int _ = now.ring.write();
            now.ring.read();
        }
        disk.others(this::others);
        for (step = 1; step <= STEPS && witness.finding() == null; step++) {
            step();
            inspect();
        }
        if (witness.finding() == null) {
            end();
        }
    }

    private Life alive() {
        Life now = life;
        if (now == null) {
            throw new IllegalStateException("no process lives");
        }
        return now;
    }

    private void step() {
        int dice = random.nextInt(200);
        boolean spared = dice >= 188 && random.nextInt(10) >= troubleOfTen;
        if (dice < 84 || spared) {
            note("ask");
            clients.act(alive());
        } else if (dice < 134) {
            note("write");
            write();
        } else if (dice < 166) {
            note("read");
            alive().ring.read();
        } else if (dice < 186) {
            note("pass");
            clock.pass(random.nextInt(random.nextInt(4) == 0 ? 40_000_000 : 90_000));
        } else if (dice < 188) {
            note("wall");
            clock.setWall((random.nextInt(7) - 3) * random.nextLong(20 * Clock.SECOND));
        } else if (dice < 193) {
            note("cut to come");
            disk.cutAfter(random.nextInt(12));
        } else {
            seldom(dice);
        }
    }

    private void seldom(int dice) {
        switch (dice) {
            case 193, 194 -> {
                note("failure to come");
                disk.failNextForce();
            }
            case 195 -> {
                note("kill");
                restart(false);
            }
            case 196 -> {
                note("cut");
                restart(true);
            }
            case 197 -> {
                note("close");
                close();
            }
            default -> {
                note("day");
                settle();
                // Long enough for the shard to forget; keys, too, so nobody may wait with one.
                clock.pass(25 * Clock.HOUR);
            }
        }
    }

    /** The writer's turn; whatever the disk does to it ends the process. */
    private void write() {
        Life now = alive();
        int segments = disk.segments().length;
        try {
            int taken = now.ring.write();
            tally.add("rolls", disk.segments().length - segments);
            if (taken == 0) {
                witness.nothingOverdue(now.shard.floor(), now.shard.now());
            }
        } catch (LogFailure e) {
            fail(now, e);
        }
    }

    private void fail(Life now, LogFailure failure) {
        if (disk.isCut()) {
            note("cut while writing");
            restart(true);
        } else if (disk.hasFailed()) {
            note("force failed");
            tally.count("failed forces");
            now.ring.halt(failure);
            if (now.ring.underWay() > 0) {
                witness.broken("answers are owed by a ring that halted");
            }
            restart(random.nextBoolean());
        } else {
            throw failure;
        }
    }

    /** Reader and clients run beside the writer: also between two of its writes. */
    private void others() {
        Life now = life;
        if (now == null || othersRun || random.nextInt(3) > 0) {
            return;
        }
        othersRun = true;
        try {
            if (random.nextBoolean()) {
                now.ring.read();
            } else {
                clients.act(now);
            }
        } catch (RuntimeException e) {
            // The writer would take it for a failure of its disk.
            witness.broken("beside the writer: " + e);
        } finally {
            othersRun = false;
        }
    }

    private void close() {
        Life now = alive();
        try {
            now.log.close();
            restart(random.nextBoolean());
        } catch (LogFailure e) {
            fail(now, e);
        }
    }

    private void restart(boolean powerLost) {
        life = null;
        clients.bereft();
        if (powerLost) {
            tally.count("power cuts");
            disk.losePower();
            clock.reboot(random.nextInt(1_000_000));
        }
        clock.pass(1 + random.nextInt(random.nextInt(3) == 0 ? 90_000_000 : 900_000));
        start(random.nextInt(3) == 0);
    }

    /** Starts a process; one that is cut off while it recovers is followed by another. */
    private void start(boolean cutOff) {
        disk.mend();
        if (cutOff) {
            disk.cutAfter(random.nextInt(8));
        }
        tally.count("starts");
        try {
            plant.beforeStart(disk);
            EventLog log = plant.started(recover(), clock);
            if (witness.finding() == null) {
                witness.advance(log);
                Life next = new Life(log, clock, plant);
                witness.compare("the floor after a start", next.shard.floor());
                verify();
                witness.running();
                life = next;
            }
        } catch (Disk.PowerCut | LogFailure e) {
            if (!disk.isCut()) {
                throw e;
            }
            note("cut while starting");
            tally.count("cuts while starting");
            disk.losePower();
            start(random.nextInt(3) == 0);
        } catch (LogDamaged e) {
            witness.broken("a start was refused: " + e.getMessage());
        }
    }

    private EventLog recover() {
        witness.recovering();
        EventLog log =
                SegmentedLog.open(disk, SHARD, SegmentedLog.MIN_SEGMENT_BYTES, clock::wallMicros);
        witness.recovered(log);
        tally.add("rewritten", log.recovery().rewritten());
        tally.add("voided", log.recovery().voided());
        return log;
    }

    private void inspect() {
        Life now = life;
        if (now == null || witness.finding() != null) {
            return;
        }
        long head = witness.facts().head();
        witness.visible(now.ring.visibleBefore());
        witness.advance(now.log);
        if (witness.facts().head() > head) {
            witness.compare("the floor", now.shard.floor());
        }
        if (now.ring.visibleBefore() == witness.facts().head()) {
            witness.compare("what the reader saw", now.seen);
        }
    }

    /** Nothing fails for a while: everybody is answered. */
    private void settle() {
        disk.mend();
        Life now = alive();
        int turns = 0;
        while (witness.finding() == null && (clients.isWaiting() || now.ring.underWay() > 0)) {
            if (clients.isWaiting()) {
                clients.insist(now);
            }
            write();
            now.ring.read();
            inspect();
            if (++turns > TURNS_AT_MOST) {
                witness.broken("clients wait for ever");
            }
        }
    }

    /** The log is closed, and loses nothing any more. */
    private void end() {
        settle();
        alive().log.close();
        restart(true);
        inspect();
        Life last = life;
        if (last != null && last.log.recovery().voided() > 0) {
            witness.broken("a log that was closed has void records: " + last.log.recovery());
        }
    }

    private void verify() {
        try {
            Verdict verdict = LogVerifier.verify(disk.content(), SHARD, _ -> {});
            if (!verdict.ok()) {
                witness.broken("verify: " + verdict.reason());
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void note(String what) {
        if (lastly.size() == REMEMBERED) {
            lastly.removeFirst();
        }
        lastly.addLast(what);
    }
}
