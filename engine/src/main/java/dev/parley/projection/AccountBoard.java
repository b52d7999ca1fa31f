package dev.parley.projection;

import dev.parley.domain.Chain;
import dev.parley.domain.LongSink;

import org.agrona.collections.Long2ObjectHashMap;

/** One account's conversations in memory: who waits, and all by last activity, the newest first. */
final class AccountBoard {
    final Chain<Entry> waiting = new Chain<>();
    final Chain<Entry.Activity> open = new Chain<>();
    final Chain<Entry.Activity> resolved = new Chain<>();
    final Long2ObjectHashMap<Entry> byNumber = new Long2ObjectHashMap<>();

    /** Moves {@code entry} to the front of the open or the resolved ones. */
    void touch(Entry entry) {
        Chain<Entry.Activity> chain = entry.open ? open : resolved;
        Entry.Activity newest = chain.first();
        if (newest != entry.activity) {
            chain.addBefore(newest, entry.activity);
        }
    }

    /** Puts {@code entry} before the first that waits since later. */
    void queue(Entry entry) {
        Entry newest = waiting.last();
        Entry successor = null;
        if (newest != null && newest.waitingSince > entry.waitingSince) {
            successor = waiting.first();
            while (successor != null && successor.waitingSince <= entry.waitingSince) {
                successor = successor.next();
            }
        }
        waiting.addBefore(successor, entry);
    }

    void describe(LongSink sink) {
        sink.put(waiting.size());
        for (Entry each = waiting.first(); each != null; each = each.next()) {
            sink.put(each.id);
        }
        describe(open, sink);
        describe(resolved, sink);
    }

    private static void describe(Chain<Entry.Activity> chain, LongSink sink) {
        sink.put(chain.size());
        for (Entry.Activity each = chain.first(); each != null; each = each.next()) {
            sink.put(each.entry.id);
        }
    }
}
