package dev.parley.simulation;

import dev.parley.domain.Answer;
import dev.parley.domain.Rejection;
import dev.parley.domain.floor.Floor;
import dev.parley.log.EventLog;
import dev.parley.log.EventReader;
import dev.parley.log.RawRecords;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Holds the shard to its promises. Sees every write and every answer, and remembers them across all
 * crashes; the first promise broken is the finding.
 */
final class Witness implements Disk.Watcher {
    private record Released(Call call, Answer answer) {}

    private final int shard;
    private final List<Long> written = new ArrayList<>();
    private final Set<Long> voided = new HashSet<>();
    private final List<Released> released = new ArrayList<>();
    private final Map<Long, Call> causes = new HashMap<>();
    private Facts facts;
    private int checked;
    private long lastPosition = -1;
    private long visibleBefore;
    private boolean starting;
    private boolean recovering;
    private @Nullable String finding;

    Witness(int shard) {
        this.shard = shard;
        this.facts = new Facts(shard, this::broken);
    }

    /** The first promise that was broken, or null. */
    @Nullable String finding() {
        return finding;
    }

    void broken(String what) {
        if (finding == null) {
            finding = what;
        }
    }

    /** What the log says, as far as it was read. */
    Facts facts() {
        return facts;
    }

    // -- seen while the process runs

    @Override
    public void wrote(byte[] bytes, int offset) {
        long position = RawRecords.positionOf(bytes, offset);
        if (position < 0) {
            return;
        }
        long content = RawRecords.contentOf(bytes, offset);
        // What is decided anew may look like what was void, and is not any more.
        if (!starting) {
            voided.remove(content);
        } else if (voided.contains(content)) {
            broken("at position " + position + " comes back what was void");
        }
        if (recovering && position < written.size()) {
            if (written.get((int) position) != content) {
                broken("recovery rewrote position " + position + " as something else");
            }
        } else if (position == written.size()) {
            written.add(content);
        } else {
            broken("position " + position + " was written where " + written.size() + " belongs");
        }
    }

    /** A client was told. */
    void answered(Call call, Answer answer) {
        released.add(new Released(call, answer));
        if (answer.rejection() != Rejection.NONE) {
            return;
        }
        Answer first = call.first;
        if (first == null) {
            call.first = answer;
        } else if (call.isKeyed() && !isSame(first, answer)) {
            broken(call + " was answered " + first + " and then " + answer);
        }
        if (!answer.repeated() && answer.position() >= 0) {
            if (answer.position() <= lastPosition) {
                broken(call + " was answered after a later one: " + answer);
            }
            lastPosition = answer.position();
        }
    }

    /** Views and followers saw everything below. */
    void visible(long before) {
        visibleBefore = Math.max(visibleBefore, before);
    }

    // -- after each step

    /** Reads what was appended, and holds the answers told since against it. */
    void advance(EventLog log) {
        try (EventReader reader = log.reader()) {
            reader.seek(facts.head());
            read(reader, log.head());
        }
        for (; checked < released.size() && finding == null; checked++) {
            check(released.get(checked));
        }
    }

    private void read(EventReader reader, long before) {
        while (finding == null && reader.next(before)) {
            long position = reader.position() - 1;
            if (RawRecords.contentOf(reader.record()) != written.get((int) position)) {
                broken("position " + position + " is not what was written there");
                return;
            }
            facts.take(reader.record());
        }
    }

    private void check(Released told) {
        Answer answer = told.answer;
        Call call = told.call;
        if (answer.head() > facts.head() || answer.position() >= answer.head()) {
            broken(call + " was answered " + answer + " at head " + facts.head());
            return;
        }
        if (answer.rejection() != Rejection.NONE || answer.position() < 0) {
            return;
        }
        Facts.Fact fact = facts.at(answer.position());
        boolean its =
                fact.seq() == answer.seq()
                        && fact.actor() == call.command.origin().actor()
                        && fact.key().equals(call.command.origin().key());
        Call cause = causes.putIfAbsent(answer.position(), call);
        if (!its || (cause != null && cause != call)) {
            broken(call + " was answered " + answer + ", which is another's: " + fact);
        }
    }

    /** The floor, or what else was folded, is what the log says. */
    void compare(String which, Floor other) {
        if (digest(facts.floor()) != digest(other)) {
            broken(which + " is not the fold of the log at position " + facts.head());
        }
    }

    /** No timer is overdue: the writer just had a turn with nothing else to do. */
    void nothingOverdue(Floor live, long now) {
        live.forEachConversation(
                each -> {
                    boolean late =
                            switch (each.firstResponse) {
                                case ARMED -> each.warnAt < now;
                                case WARNED -> each.deadline < now;
                                case NONE, BREACHED, MET -> false;
                            };
                    if (each.open && late) {
                        broken("the timer of conversation " + each.id + " did not go off");
                    }
                });
    }

    // -- around a recovery

    /** What is written now up to the end of the log rewrites what is there. */
    void recovering() {
        starting = true;
        recovering = true;
        lastPosition = -1;
    }

    /** What recovery left of the log: a beginning of what was written, nothing released missing. */
    void recovered(EventLog log) {
        recovering = false;
        long head = log.head();
        for (Released told : released) {
            if (told.answer.head() > head) {
                String again = told.answer.repeated() ? " again" : "";
                broken(
                        "%s was told%s %s, and the log ends at %d"
                                .formatted(told.call, again, told.answer, head));
                return;
            }
        }
        if (visibleBefore > head) {
            broken("views saw up to " + visibleBefore + ", and the log ends at " + head);
        }
        if (head > written.size()) {
            broken("the log ends at " + head + ", written was up to " + written.size());
            return;
        }
        facts = new Facts(shard, this::broken);
        try (EventReader reader = log.reader()) {
            read(reader, head);
        }
        List<Long> lost = written.subList((int) head, written.size());
        voided.addAll(lost);
        lost.clear();
    }

    /** The start is over: what is written from now on was decided. */
    void running() {
        starting = false;
    }

    private static boolean isSame(Answer first, Answer again) {
        return first.id() == again.id()
                && first.number() == again.number()
                && first.seq() == again.seq()
                && first.visitorSeq() == again.visitorSeq()
                && first.position() == again.position();
    }

    private static long digest(Floor floor) {
        long[] hash = {1};
        floor.describe(value -> hash[0] = (hash[0] ^ value) * 0x9E3779B97F4A7C15L + 1);
        return hash[0];
    }
}
