package dev.parley.axon.processors;

import dev.parley.axon.ColdProjection;
import dev.parley.axon.processors.ProcessorRefusal.Code;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/**
 * One more try of what is parked, in order of position: an event that fails again keeps those that
 * share a tag with it waiting. On the worker's thread.
 */
final class Retrying {
    private final ColdProjection projection;
    private final ParkedEvents parked;
    private final PositionedSource source;

    Retrying(ColdProjection projection, ParkedEvents parked, PositionedSource source) {
        this.projection = projection;
        this.parked = parked;
        this.source = source;
    }

    /**
     * @param one the position asked for, or all
     * @param next where the projection stands, which a retry does not change
     */
    Retried run(OptionalLong one, long next) throws IOException, InterruptedException {
        List<ParkedEvent> chosen = one.isPresent() ? from(one.getAsLong()) : parked.all();
        Set<String> waiting = new HashSet<>();
        List<Long> succeeded = new ArrayList<>();
        List<ParkedEvent> still = new ArrayList<>();
        List<ParkedEvent> changed = new ArrayList<>();
        for (ParkedEvent each : chosen) {
            if (each.sharesTagWith(waiting)) {
                still.add(each);
                waiting.addAll(each.tags());
                continue;
            }
            Optional<Throwable> failure = attempt(each.position());
            if (failure.isEmpty()) {
                succeeded.add(each.position());
            } else {
                ParkedEvent again = each.failedAgain(failure.get());
                still.add(again);
                changed.add(again);
                waiting.addAll(again.tags());
            }
        }
        // The projection first: a crash in between tries an event again that had succeeded.
        projection.commit(next);
        projection.flush();
        parked.change(changed, succeeded);
        return new Retried(succeeded.size(), still);
    }

    private Optional<Throwable> attempt(long position) throws InterruptedException {
        try {
            projection.on(source.read(position));
            return Optional.empty();
        } catch (InterruptedException e) {
            throw e;
        } catch (Exception | StackOverflowError | LinkageError | AssertionError e) {
            return Optional.of(e);
        }
    }

    /** The event at {@code position} and what waits behind it. */
    private List<ParkedEvent> from(long position) {
        List<ParkedEvent> all = parked.all();
        ParkedEvent wanted =
                all.stream()
                        .filter(each -> each.position() == position)
                        .findAny()
                        .orElseThrow(
                                () ->
                                        new ProcessorRefusal(
                                                Code.NOT_PARKED,
                                                "position=" + position + " is not parked"));
        Optional<ParkedEvent> ahead = parked.before(position, wanted.tags());
        if (ahead.isPresent()) {
            throw new ProcessorRefusal(
                    Code.WAITS_BEHIND,
                    "position="
                            + position
                            + " waits behind position="
                            + ahead.get().position()
                            + ": retry that one first");
        }
        Set<String> shared = new HashSet<>(wanted.tags());
        List<ParkedEvent> chosen = new ArrayList<>();
        for (ParkedEvent each : all) {
            if (each.position() == position
                    || (each.position() > position && each.sharesTagWith(shared))) {
                chosen.add(each);
                shared.addAll(each.tags());
            }
        }
        return chosen;
    }
}
