package dev.parley.projection;

import org.agrona.collections.Long2ObjectHashMap;
import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Questions about the conversations in memory. Called under the lock of the board's owner; what is
 * answered is immutable and may leave it.
 */
public final class BoardReader {
    /** Which conversations to list. */
    public enum Status {
        OPEN,
        RESOLVED,
        ALL
    }

    /** Whose conversations to list. */
    public enum Assignee {
        ANY,
        NOBODY,
        SOMEBODY,
        /** The filter's agent. */
        AGENT
    }

    /**
     * What to list.
     *
     * @param inbox only this one, or 0 for all
     * @param agent who is meant by {@link Assignee#AGENT} and counted as {@code mine}
     * @param among only these conversations, where given
     */
    public record Filter(
            long account,
            Status status,
            Assignee assignee,
            long agent,
            long inbox,
            Optional<Set<Long>> among) {
        public Filter {
            among = among.map(Set::copyOf);
        }

        public Filter(long account, Status status, Assignee assignee, long agent, long inbox) {
            this(account, status, assignee, agent, inbox, Optional.empty());
        }

        /** The same, of these conversations alone. */
        public Filter among(Set<Long> conversations) {
            return new Filter(account, status, assignee, agent, inbox, Optional.of(conversations));
        }

        private boolean counts(Entry entry) {
            return (inbox == 0 || entry.inbox == inbox)
                    && (among.isEmpty() || among.get().contains(entry.id));
        }

        private boolean takes(Entry entry) {
            return counts(entry)
                    && switch (assignee) {
                        case ANY -> true;
                        case NOBODY -> entry.agent == 0;
                        case SOMEBODY -> entry.agent != 0;
                        case AGENT -> entry.agent == agent;
                    };
        }
    }

    /** How many there are of the filter's status, inbox and conversations, whoever has them. */
    public record Counts(int mine, int unassigned, int assigned, int all) {}

    private final Long2ObjectHashMap<Entry> entries;
    private final Long2ObjectHashMap<AccountBoard> accounts;

    BoardReader(Long2ObjectHashMap<Entry> entries, Long2ObjectHashMap<AccountBoard> accounts) {
        this.entries = entries;
        this.accounts = accounts;
    }

    public Optional<ConversationView> find(long conversation) {
        return Optional.ofNullable(entries.get(conversation)).map(Entry::view);
    }

    /** By its public number in the account. */
    public Optional<ConversationView> findByNumber(long account, long number) {
        return Optional.ofNullable(accounts.get(account))
                .flatMap(each -> Optional.ofNullable(each.byNumber.get(number)))
                .map(Entry::view);
    }

    /** How many are in memory. */
    public int size() {
        return entries.size();
    }

    /** How many wait for an agent. */
    public int waiting(long account) {
        AccountBoard board = accounts.get(account);
        return board == null ? 0 : board.waiting.size();
    }

    /** At most {@code limit} of those who wait for an agent, the next to be served first. */
    public List<ConversationView> queue(long account, int limit) {
        List<ConversationView> queue = new ArrayList<>();
        AccountBoard board = accounts.get(account);
        Entry each = board == null ? null : board.waiting.first();
        while (each != null && queue.size() < limit) {
            queue.add(each.view());
            each = each.next();
        }
        return List.copyOf(queue);
    }

    /**
     * How many are served before {@code conversation}, or -1 where it does not wait. Walks the
     * waiting list.
     */
    public int ahead(long conversation) {
        Entry entry = entries.get(conversation);
        AccountBoard board = entry == null || !entry.waiting ? null : accounts.get(entry.account);
        if (board == null) {
            return -1;
        }
        int ahead = 0;
        for (Entry each = board.waiting.first(); each != null; each = each.next()) {
            if (each == entry) {
                return ahead;
            }
            ahead++;
        }
        throw new IllegalStateException(
                "conversation=" + conversation + " waits but is not in the waiting list");
    }

    /**
     * From {@code offset} on at most {@code limit} that the filter takes, newest activity first.
     */
    public List<ConversationView> list(Filter filter, int offset, int limit) {
        List<ConversationView> page = new ArrayList<>();
        int skip = offset;
        Cursor cursor = new Cursor(accounts.get(filter.account), filter.status);
        Entry each = cursor.next();
        while (each != null && page.size() < limit) {
            if (filter.takes(each) && --skip < 0) {
                page.add(each.view());
            }
            each = cursor.next();
        }
        return List.copyOf(page);
    }

    public Counts count(Filter filter) {
        int mine = 0;
        int unassigned = 0;
        int all = 0;
        Cursor cursor = new Cursor(accounts.get(filter.account), filter.status);
        for (Entry each = cursor.next(); each != null; each = cursor.next()) {
            if (filter.counts(each)) {
                all++;
                unassigned += each.agent == 0 ? 1 : 0;
                mine += each.agent != 0 && each.agent == filter.agent ? 1 : 0;
            }
        }
        return new Counts(mine, unassigned, all - unassigned, all);
    }

    /** Open and resolved ones, merged by last activity. */
    private static final class Cursor {
        /** Null where none are left. */
        private Entry.@Nullable Activity open;

        /** Null where none are left. */
        private Entry.@Nullable Activity resolved;

        Cursor(@Nullable AccountBoard board, Status status) {
            open = board == null || status == Status.RESOLVED ? null : board.open.first();
            resolved = board == null || status == Status.OPEN ? null : board.resolved.first();
        }

        /** Null at the end. */
        @Nullable Entry next() {
            Entry.Activity first = open;
            Entry.Activity second = resolved;
            if (second == null
                    || (first != null
                            && first.entry.lastActivityAt >= second.entry.lastActivityAt)) {
                open = first == null ? null : first.next();
                return first == null ? null : first.entry;
            }
            resolved = second.next();
            return second.entry;
        }
    }
}
