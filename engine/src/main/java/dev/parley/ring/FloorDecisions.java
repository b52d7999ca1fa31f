package dev.parley.ring;

import dev.parley.domain.Events;
import dev.parley.domain.Header;
import dev.parley.domain.Outcome;
import dev.parley.domain.Request;
import dev.parley.domain.Tee;
import dev.parley.domain.floor.Decider;
import dev.parley.domain.floor.Evolver;
import dev.parley.domain.floor.Floor;
import dev.parley.log.EventLog;

/** The chat's rules over its floor: decider, journal, deadlines. Nothing per posted message. */
final class FloorDecisions implements Decisions {
    private final Floor floor;
    private final Deadlines deadlines;
    private final Staging staging;
    private final Decider decider;

    /** Folds the log from {@code position} on into the floor and into {@code views}. */
    static Decisions open(EventLog log, Floor floor, long position, Events views, Recents recents) {
        try (Playback playback = new Playback(log.reader())) {
            playback.seek(position);
            playback.run(log.head(), new Tee(new Evolver(floor), views));
        }
        return new FloorDecisions(log, floor, recents);
    }

    /** Over a floor that was folded from the log; takes in all its deadlines. */
    private FloorDecisions(EventLog log, Floor floor, Recents recents) {
        this.floor = floor;
        this.deadlines = new Deadlines(floor);
        this.staging = new Staging(log, floor, deadlines, recents);
        Journal journal = new Journal(staging, new Evolver(floor));
        this.decider = new Decider(floor, new Header(), journal);
        deadlines.rebuild();
    }

    @Override
    public boolean fire(long now) {
        long conversation = deadlines.poll(now);
        if (conversation == 0) {
            return false;
        }
        decider.fireFirstResponse(conversation, now);
        return true;
    }

    @Override
    public void stepped(long deltaMicros, long now) {
        decider.clockStepped(deltaMicros, now);
    }

    @Override
    public void decide(Request request, long now, Outcome outcome) {
        decider.decide(request, now, outcome);
    }

    @Override
    public boolean append() {
        return staging.append();
    }

    @Override
    public long nextDue() {
        return deadlines.next();
    }

    @Override
    public Floor floor() {
        return floor;
    }
}
