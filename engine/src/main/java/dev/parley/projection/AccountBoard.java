package dev.parley.projection;

import dev.parley.domain.Chain;
import dev.parley.domain.Description;
import dev.parley.domain.LongSink;
import dev.parley.domain.LongSource;

import org.agrona.collections.Long2ObjectHashMap;

/** One account's conversations in memory: who waits, and all by last activity, the newest first. */
final class AccountBoard {
    final long id;
    final Chain<Entry> waiting = new Chain<>();
    final Chain<Entry.Activity> open = new Chain<>();
    final Chain<Entry.Activity> resolved = new Chain<>();
    final Long2ObjectHashMap<Entry> byNumber = new Long2ObjectHashMap<>();

    AccountBoard(long id) {
        this.id = id;
    }

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
        sink.put(id);
        Description.chain(sink, waiting, each -> each.id);
        Description.chain(sink, open, each -> each.entry.id);
        Description.chain(sink, resolved, each -> each.entry.id);
    }

    /** The account of a description, whose conversations are among {@code entries}. */
    static AccountBoard from(LongSource source, Long2ObjectHashMap<Entry> entries) {
        AccountBoard account = new AccountBoard(source.next());
        Description.chain(source, account.waiting, entries::get);
        account.take(source, account.open, entries);
        account.take(source, account.resolved, entries);
        return account;
    }

    private void take(
            LongSource source, Chain<Entry.Activity> chain, Long2ObjectHashMap<Entry> entries) {
        Description.chain(
                source,
                chain,
                conversation -> {
                    Entry entry = entries.get(conversation);
                    if (entry == null) {
                        return null;
                    }
                    byNumber.put(entry.number, entry);
                    return entry.activity;
                });
    }
}
