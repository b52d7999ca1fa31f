package dev.parley.simulation;

import org.jspecify.annotations.Nullable;

import java.util.Random;

/** One run: a shard's lives, one after the other, as the seed decides. */
final class Simulation {
    /** Steps of a run, between its quiet beginning and its quiet end. */
    static final int STEPS = 300;

    private static final int OPENINGS = 6;
    private static final int TURNS_AT_MOST = 1_000;

    /**
     * What a run came to.
     *
     * @param finding the promise broken, or null
     * @param step at which it was seen
     * @param lastly what happened before, oldest first
     */
    record Result(@Nullable String finding, int step, String lastly, Tally tally) {
        boolean tellsOf(Bug bug) {
            return finding != null && finding.contains(bug.sign());
        }
    }

    private final Random random;
    private final Tally tally = new Tally();
    private final Witness witness = new Witness(0);
    private final Machine machine;
    private final Disk disk;
    private final Clients clients;
    private final Strangers strangers;

    /** How many faults of ten happen: a shard that dies all the time never fills a segment. */
    private final int troubleOfTen;

    /** The process that was inspected last; null before the first. */
    private @Nullable Life known;

    private boolean othersRun;

    /** Nothing fails. */
    private boolean settled;

    private int step;

    private Simulation(long seed, Plant plant) {
        this.random = new Random(seed);
        this.troubleOfTen = new int[] {10, 5, 1}[random.nextInt(3)];
        this.machine = new Machine(random, plant, witness, tally);
        this.disk = machine.disk;
        this.clients = new Clients(random, witness, tally);
        this.strangers = new Strangers(new Random(~seed), plant, witness, tally);
        machine.whenDied(clients::bereft);
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
        return new Result(witness.finding(), step, machine.lastly(), tally);
    }

    private void live() {
        machine.start(false);
        for (int opening = 0; opening < OPENINGS; opening++) {
            Life life = machine.alive();
            clients.ask(life, opening);
            int _ = life.ring.write();
            life.ring.read();
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

    private void step() {
        int dice = random.nextInt(200);
        boolean spared = dice >= 188 && random.nextInt(10) >= troubleOfTen;
        if (dice < 84 || spared) {
            machine.note("ask");
            clients.act(machine.alive());
            if (step % 4 == 0) {
                strangers.act(machine.alive());
            }
        } else if (dice < 134) {
            machine.note("write");
            machine.write();
        } else if (dice < 166) {
            machine.note("read");
            machine.alive().ring.read();
        } else if (dice < 169) {
            machine.note("snapshot");
            machine.snapshot();
        } else if (dice < 186) {
            machine.note("pass");
            machine.clock.pass(random.nextInt(random.nextInt(4) == 0 ? 40_000_000 : 90_000));
        } else if (dice < 188) {
            machine.note("wall");
            machine.clock.setWall((random.nextInt(7) - 3) * random.nextLong(20 * Clock.SECOND));
        } else if (dice < 193) {
            machine.note("cut to come");
            disk.cutAfter(random.nextInt(12));
        } else {
            seldom(dice);
        }
    }

    private void seldom(int dice) {
        switch (dice) {
            case 193, 194 -> {
                machine.note("failure to come");
                disk.failAfter(random.nextInt(12));
            }
            case 195 -> {
                machine.note("kill");
                machine.restart(false);
            }
            case 196 -> {
                machine.note("cut");
                machine.restart(true);
            }
            case 197 -> {
                machine.note("close");
                machine.close();
            }
            case 198 -> {
                machine.note("space");
                disk.lowOnSpace(true);
            }
            default -> {
                machine.note("day");
                settle();
                settled = false;
                // Long enough for the shard to forget; keys, too, so nobody may wait with one.
                machine.clock.pass(25 * Clock.HOUR);
            }
        }
    }

    /** Reader and clients run beside the writer: also between two of its writes. */
    private void others() {
        Life life = machine.life();
        if (life == null || othersRun || random.nextInt(3) > 0) {
            return;
        }
        othersRun = true;
        try {
            int dice = random.nextInt(16);
            if (dice == 0) {
                machine.snapshotBesideTheWriter();
                // Often little more is written: what it holds too much would else come to be
                // forced.
                if (!settled && random.nextInt(3) == 0) {
                    disk.cutAfter(random.nextInt(3));
                }
            } else if (dice < 8) {
                life.ring.read();
            } else {
                clients.act(life);
            }
        } catch (RuntimeException e) {
            // The writer would take it for a failure of its disk.
            witness.broken("beside the writer: " + e);
        } finally {
            othersRun = false;
        }
    }

    private void inspect() {
        Life life = machine.life();
        if (life == null || witness.finding() != null) {
            return;
        }
        long head = witness.facts().head();
        witness.visible(life.ring.visibleBefore());
        witness.advance(life.log);
        if (known != life) {
            known = life;
            strangers.checkAll();
        } else {
            strangers.check();
        }
        if (witness.facts().head() > head) {
            witness.compare("the floor", life.shard.floor());
        }
        if (life.ring.visibleBefore() == witness.facts().head()) {
            witness.compare("what the reader saw", life.seen);
        }
    }

    /** Nothing fails for a while: everybody is answered. */
    private void settle() {
        disk.mend();
        settled = true;
        Life life = machine.alive();
        int turns = 0;
        while (witness.finding() == null && (clients.isWaiting() || life.ring.underWay() > 0)) {
            if (clients.isWaiting()) {
                clients.insist(life);
            }
            machine.write();
            life.ring.read();
            inspect();
            if (++turns > TURNS_AT_MOST) {
                witness.broken("clients wait for ever");
            }
        }
    }

    /** The log is closed, and loses nothing any more. */
    private void end() {
        settle();
        machine.alive().log.close();
        machine.restart(true);
        inspect();
        Life last = machine.life();
        if (last != null && last.log.recovery().voided() > 0) {
            witness.broken("a log that was closed has void records: " + last.log.recovery());
        }
    }
}
