package dev.parley.domain;

import org.jspecify.annotations.Nullable;

/**
 * An ordered set whose links live in its members: adding, removing and moving cost the same at any
 * size and allocate nothing. A member is in one chain at a time. Owned by one thread.
 */
public final class Chain<T extends Chain.Link<T>> {
    /** What a member extends: its place in the one chain that holds it. */
    public abstract static class Link<T extends Link<T>> {
        /** Null where this is the first, or in no chain. */
        @Nullable T previous;

        /** Null where this is the last, or in no chain. */
        @Nullable T next;

        /** Null where in no chain. */
        @Nullable Chain<T> chain;

        /** The member behind this one; null at the end. */
        public @Nullable T next() {
            return next;
        }

        public boolean isIn(Chain<T> other) {
            return chain == other;
        }
    }

    private @Nullable T first;
    private @Nullable T last;
    private int size;

    /** The oldest member; null where there is none. */
    public @Nullable T first() {
        return first;
    }

    /** The newest member; null where there is none. */
    public @Nullable T last() {
        return last;
    }

    public int size() {
        return size;
    }

    public boolean isEmpty() {
        return size == 0;
    }

    /** Puts {@code member} at the end, out of whatever chain it was in. */
    public void addLast(T member) {
        addBefore(null, member);
    }

    /**
     * Puts {@code member} before {@code successor}, a member of this chain, or at the end where
     * that is null.
     */
    public void addBefore(@Nullable T successor, T member) {
        leave(member);
        T before = successor == null ? last : successor.previous;
        member.chain = this;
        member.previous = before;
        member.next = successor;
        if (before == null) {
            first = member;
        } else {
            before.next = member;
        }
        if (successor == null) {
            last = member;
        } else {
            successor.previous = member;
        }
        size++;
    }

    /** Takes {@code member} out of the chain that holds it, if one does. */
    public static <T extends Link<T>> void leave(T member) {
        Chain<T> holder = member.chain;
        if (holder == null) {
            return;
        }
        T before = member.previous;
        T behind = member.next;
        if (before == null) {
            holder.first = behind;
        } else {
            before.next = behind;
        }
        if (behind == null) {
            holder.last = before;
        } else {
            behind.previous = before;
        }
        member.previous = null;
        member.next = null;
        member.chain = null;
        holder.size--;
    }
}
