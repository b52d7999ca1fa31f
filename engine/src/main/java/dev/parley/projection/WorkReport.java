package dev.parley.projection;

import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Consumer;

/**
 * Counts the work on conversations in a window, exactly: each fact by the time at which it
 * occurred, a first answer by the time at which the customer began to wait, as in {@link SlaBoard}.
 * Memory: 8 bytes for each first answer and each resolution in the window, five times over, and a
 * tally for each shop, agent and day. One thread.
 */
public final class WorkReport implements WorkFacts {
    private static final long HOUR_MICROS = 3_600_000_000L;
    private static final int HOURS = 24;

    private final long shop;
    private final long since;
    private final long until;
    private final Tally all = new Tally();
    private final SortedMap<Long, Tally> shops = new TreeMap<>();
    private final SortedMap<Long, Tally> agents = new TreeMap<>();
    private final SortedMap<Long, Tally> days = new TreeMap<>();
    private final SortedMap<Long, Tally> hours = new TreeMap<>();

    /**
     * @param shop 0 for all
     * @param since epoch microseconds, inclusive
     * @param until exclusive
     */
    public WorkReport(long shop, long since, long until) {
        this.shop = shop;
        this.since = since;
        this.until = until;
    }

    public Tally all() {
        return all;
    }

    /** By id of the shop. */
    public SortedMap<Long, Tally> shops() {
        return shops;
    }

    /** By id of the agent. */
    public SortedMap<Long, Tally> agents() {
        return agents;
    }

    /** By day, counted from 1970-01-01 in UTC. */
    public SortedMap<Long, Tally> days() {
        return days;
    }

    /** By hour of the day in UTC, 0 to 23. */
    public SortedMap<Long, Tally> hours() {
        return hours;
    }

    @Override
    public void opened(Place place, long at) {
        count(place, at, 0, tally -> tally.opened++);
    }

    @Override
    public void message(Place place, long at, Kind kind, long agent) {
        count(
                place,
                at,
                agent,
                tally -> {
                    switch (kind) {
                        case IN -> tally.messagesIn++;
                        case OUT -> tally.messagesOut++;
                        case NOTE -> tally.notes++;
                    }
                });
    }

    @Override
    public void answered(
            Place place, long armedAt, long elapsedMicros, boolean within, long agent) {
        count(
                place,
                armedAt,
                agent,
                tally -> {
                    tally.answered++;
                    tally.withinTarget += within ? 1 : 0;
                    tally.firstResponses().add(elapsedMicros);
                });
    }

    @Override
    public void assigned(Place place, long at, long agent) {
        if (covers(place.shop(), at)) {
            agents.computeIfAbsent(agent, _ -> new Tally()).assigned++;
            all.assigned++;
        }
    }

    @Override
    public void resolved(Place place, long at, long elapsedMicros, long agent) {
        count(
                place,
                at,
                agent,
                tally -> {
                    tally.resolved++;
                    if (elapsedMicros >= 0) {
                        tally.resolutions().add(elapsedMicros);
                    }
                });
    }

    /** Of all shops: an agent's capacity is not divided between them. */
    @Override
    public void held(long agent, int conversations, long from, long to) {
        long micros = Math.min(to, until) - Math.max(from, since);
        if (micros > 0) {
            Tally tally = agents.computeIfAbsent(agent, _ -> new Tally());
            tally.busyMicros += micros;
            tally.loadMicros += micros * conversations;
        }
    }

    private boolean covers(long place, long at) {
        return at >= since && at < until && (shop == 0 || shop == place);
    }

    private void count(Place place, long at, long agent, Consumer<Tally> fact) {
        if (!covers(place.shop(), at)) {
            return;
        }
        long hour = Math.floorDiv(at, HOUR_MICROS);
        fact.accept(all);
        fact.accept(shops.computeIfAbsent(place.shop(), _ -> new Tally()));
        fact.accept(days.computeIfAbsent(Math.floorDiv(hour, (long) HOURS), _ -> new Tally()));
        fact.accept(hours.computeIfAbsent((long) Math.floorMod(hour, HOURS), _ -> new Tally()));
        if (agent != 0) {
            fact.accept(agents.computeIfAbsent(agent, _ -> new Tally()));
        }
    }
}
