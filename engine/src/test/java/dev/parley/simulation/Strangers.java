package dev.parley.simulation;

import dev.parley.codec.EventTypes;
import dev.parley.domain.Answer;
import dev.parley.domain.Hash;
import dev.parley.domain.Rejection;
import dev.parley.domain.Slice;
import dev.parley.ring.Append;
import dev.parley.ring.Condition;
import dev.parley.ring.Condition.Alternative;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * Others who append on condition beside the chat, over what they saw of the log, at times long ago.
 * What they are told is held against the log: what was accepted is there, whole, with nothing that
 * its condition excludes between what they saw and it; what was refused met something.
 */
final class Strangers {
    private static final int TAGS = 5;
    private static final int TAG = 5;

    /** High half of the type's hash; the low one is the append's own number. */
    private static final int TYPE = 9;

    private record Told(int number, int events, Condition condition, long after, Answer answer) {}

    private final Random random;
    private final Plant plant;
    private final Witness witness;
    private final Tally tally;
    private final List<Told> unchecked = new ArrayList<>();
    private final List<Told> accepted = new ArrayList<>();
    private int appends;

    Strangers(Random random, Plant plant, Witness witness, Tally tally) {
        this.random = random;
        this.plant = plant;
        this.witness = witness;
        this.tally = tally;
    }

    /** One of them appends. */
    void act(Life life) {
        long seen = Math.min(life.ring.visibleBefore(), witness.facts().head());
        long after =
                random.nextInt(4) == 0
                        ? random.nextLong(seen + 1)
                        : Math.max(0, seen - random.nextInt(6));
        Condition condition = condition(seen);
        // The caller's part of the check.
        if (firstMatch(condition, after, seen) >= 0) {
            tally.count("conflicts seen before");
            return;
        }
        int number = ++appends;
        int events = 1 + random.nextInt(3);
        List<Append.Event> made = new ArrayList<>();
        for (int i = 0; i < events; i++) {
            made.add(
                    new Append.Event(
                            i,
                            new Hash(TYPE, number),
                            List.of(tag(), new Hash(TAG + 1, number)),
                            1,
                            Slice.of(new byte[random.nextInt(200)])));
        }
        Rejection taken =
                life.ring.offer(
                        plant.offered(new Append(made, condition, seen), life.log),
                        answer -> hear(new Told(number, events, condition, after, answer)));
        if (taken == Rejection.BACK_PRESSURED) {
            tally.count("back pressure");
        } else if (taken != Rejection.NONE) {
            witness.broken("append " + number + " was not taken: " + taken);
        }
    }

    /** Holds what was told since against the log, which is read up to its head. */
    void check() {
        for (Told told : unchecked) {
            check(told);
        }
        unchecked.clear();
    }

    /** A process has started: what was told before is in the log it found. */
    void checkAll() {
        unchecked.addAll(accepted);
        accepted.clear();
        check();
    }

    private void hear(Told told) {
        switch (told.answer().rejection()) {
            case NONE -> {
                tally.count("appends");
                unchecked.add(told);
            }
            case CONDITION_FAILED -> {
                tally.count("conflicts");
                unchecked.add(told);
            }
            case CHECK_TOO_OLD, DISK_FLOOR, OUTCOME_UNKNOWN -> tally.count("appends refused");
            default -> witness.broken(told + " was refused");
        }
    }

    private void check(Told told) {
        Answer answer = told.answer();
        if (answer.head() > witness.facts().head()) {
            witness.broken(told + " was told, and the log ends at " + witness.facts().head());
            return;
        }
        if (answer.rejection() == Rejection.CONDITION_FAILED) {
            if (firstMatch(told.condition(), told.after(), answer.head()) < 0) {
                witness.broken("a false conflict: " + told);
            }
            return;
        }
        for (int i = 0; i < told.events(); i++) {
            List<Hash> keys = witness.facts().at(answer.position() + i).keys();
            if (!keys.contains(new Hash(TYPE, told.number()))) {
                witness.broken(told + " is not in the log but " + keys);
            }
        }
        if (firstMatch(told.condition(), told.after(), answer.position()) >= 0) {
            witness.broken("a lost conflict: " + told);
        }
        accepted.add(told);
    }

    private long firstMatch(Condition condition, long from, long before) {
        for (long at = from; at < before; at++) {
            Facts.Fact fact = witness.facts().at(at);
            for (Alternative one : condition.alternatives()) {
                boolean any = one.all().isEmpty() && one.oneOf().isEmpty();
                if (any
                        ? one.own() || fact.foreign()
                        : fact.keys().containsAll(one.all())
                                && (one.oneOf().isEmpty()
                                        || one.oneOf().stream().anyMatch(fact.keys()::contains))) {
                    return at;
                }
            }
        }
        return -1;
    }

    private Condition condition(long seen) {
        List<Hash> types = EventTypes.ids().stream().map(Condition::ownType).toList();
        return switch (random.nextInt(8)) {
            case 0 -> Condition.NONE;
            case 1 -> one(List.of(), List.of(types.get(random.nextInt(types.size()))), true);
            case 2 -> {
                long stream = seen == 0 ? 0 : witness.facts().at(random.nextLong(seen)).stream();
                yield stream == 0
                        ? Condition.NONE
                        : one(List.of(Condition.ownStream(stream)), List.of(), true);
            }
            case 3 -> one(List.of(), List.of(), random.nextBoolean());
            case 4 -> one(List.of(tag(), new Hash(TAG + 1, 1 + appends)), List.of(), false);
            default -> one(List.of(tag()), List.of(), false);
        };
    }

    private Hash tag() {
        return new Hash(TAG, 1 + random.nextInt(TAGS));
    }

    private static Condition one(List<Hash> all, List<Hash> oneOf, boolean own) {
        return new Condition(List.of(new Alternative(all, oneOf, own)));
    }
}
