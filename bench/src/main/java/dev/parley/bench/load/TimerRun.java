package dev.parley.bench.load;

import dev.parley.domain.Command;
import dev.parley.domain.Outcome;
import dev.parley.domain.PartialEvents;
import dev.parley.domain.Rejection;
import dev.parley.log.ShardClock;
import dev.parley.ring.Shard;
import dev.parley.ring.Sync;

/** A shard with conversations that wait for their first answer, over a log that takes nothing. */
public final class TimerRun {
    private static final long BEYOND_ALL_MICROS = 7_200L * 1_000_000;

    private final NullLog log = new NullLog();
    private final Outcome outcome = new Outcome();
    private final Shard shard;
    private long micros = 1_700_000_000_000_000L;

    /** So many conversations, each with one message of its visitor. */
    public TimerRun(int conversations) {
        shard =
                Shard.open(
                        log,
                        new ShardClock(() -> micros, () -> micros * 1_000, 0),
                        new Shard.Settings(Sync.OS, 50_000, 1_000_000),
                        new PartialEvents() {});
        if (conversations > 0) {
            Traffic traffic = new Traffic(this::ask, Protection.none(), conversations);
            for (int i = 0; i < conversations; i++) {
                long _ = ask(traffic.next());
            }
        }
    }

    /** Lets time pass until all are due, and fires them; answers how many events that gave. */
    public long fireAll() {
        long before = log.head();
        micros += BEYOND_ALL_MICROS;
        long last;
        do {
            last = log.head();
            shard.beginBatch();
            boolean _ = shard.endBatch();
        } while (log.head() > last);
        return log.head() - before;
    }

    private long ask(Command command) {
        shard.beginBatch();
        shard.decide(command, outcome);
        boolean _ = shard.endBatch();
        if (outcome.rejection != Rejection.NONE) {
            throw new IllegalStateException(command + " was refused: " + outcome.rejection);
        }
        return outcome.id;
    }
}
