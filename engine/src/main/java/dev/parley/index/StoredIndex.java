package dev.parley.index;

import dev.parley.domain.Hash;

import org.rocksdb.WriteBatch;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.OptionalLong;
import java.util.function.Predicate;

/**
 * Finds what memory no longer holds. Everything it says is true of the log below {@link
 * #indexedBefore()}, asked for before the question; whatever is newer must be read from the log.
 *
 * <p>Threads: reads from any; {@link #writer()} belongs to one. Closing waits for reads under way;
 * later ones get an IllegalStateException. Errors: {@link IndexException}. Figures:
 * engine/ARCHITECTURE.md.
 */
public final class StoredIndex implements AutoCloseable {
    /** Most entries that one question may ask for. */
    public static final int MAX_PAGE = 10_000;

    private final Path directory;
    private Store store;
    private volatile IndexState state = IndexState.EMPTY;

    private StoredIndex(Path directory, Store store) {
        this.directory = directory;
        this.store = store;
    }

    /**
     * Opens the index in {@code directory} for its one owner, making it where it is missing; one
     * that is damaged or of another format is deleted and starts empty.
     */
    public static StoredIndex open(Path directory) {
        StoredIndex index = new StoredIndex(directory, Store.open(directory));
        byte[] stored = index.store.get(IndexKeys.state());
        if (stored.length == 0) {
            return index;
        }
        if (stored.length != IndexKeys.STATE_BYTES
                || IndexKeys.intAt(stored, 0) != IndexKeys.FORMAT) {
            index.clear();
            return index;
        }
        index.state = IndexKeys.stateOf(stored);
        return index;
    }

    /** Exclusive: every record below it is in the index. */
    public long indexedBefore() {
        return state.before();
    }

    /** Keys looked at so far, whatever was asked: what questions cost, told without a clock. */
    public long keysRead() {
        return store.keysRead();
    }

    /** What the last batch left. */
    IndexState state() {
        return state;
    }

    /**
     * At most {@code max} positions from {@code from} on, of the records of others that have this
     * tag, or are of the type with this hash.
     */
    public Located tagged(Hash tag, long from, int max) {
        byte[] first = IndexKeys.tag(new byte[IndexKeys.TAG_BYTES], tag.hi(), tag.lo(), from);
        return ascending(first, key -> isOf(key, tag), from, max);
    }

    /**
     * A position such that nothing before it occurred at or after {@code micros}, and which is at
     * most {@link IndexFeeder#BATCH_RECORDS} below the first that did, where the index has come to
     * it; else {@link #indexedBefore()}, asked for first.
     */
    public long occurredFrom(long micros) {
        long[] found = {indexedBefore()};
        store.ascend(
                pair(IndexKeys.TIME, IndexKeys.sortable(micros), 0),
                (key, _) -> {
                    if (key.length == IndexKeys.PAIR_BYTES && key[0] == IndexKeys.TIME) {
                        found[0] = Math.min(found[0], IndexKeys.longAt(key, 9));
                    }
                    return false;
                });
        return found[0];
    }

    /** At most {@code max} positions of the stream's records from {@code from} on, ascending. */
    public long[] positions(long stream, long from, int max) {
        return located(stream, from, max).positions();
    }

    /** The same, and where the records lie. */
    public Located located(long stream, long from, int max) {
        byte[] first = pair(IndexKeys.STREAM, stream, from);
        return ascending(first, key -> isOf(key, IndexKeys.STREAM, stream), from, max);
    }

    /**
     * The last positions, at most {@code max}, of the stream's records below {@code before},
     * ascending.
     */
    public long[] positionsBefore(long stream, long before, int max) {
        long[] found = new long[bound(max)];
        int[] left = {max};
        store.descend(
                pair(IndexKeys.STREAM, stream, before),
                (key, at) -> {
                    if (!isOf(key, IndexKeys.STREAM, stream)) {
                        return false;
                    }
                    byte[] entries = at.value();
                    long last = left[0] == max ? before : found[left[0]];
                    for (int i = Positions.count(entries) - 1; i >= 0 && left[0] > 0; i--) {
                        long position = Positions.position(minorOf(key), entries, i);
                        if (position < last) {
                            last = position;
                            found[--left[0]] = position;
                        }
                    }
                    return left[0] > 0;
                });
        return Arrays.copyOfRange(found, left[0], max);
    }

    /** The conversation that has this public number in the account. */
    public OptionalLong conversation(long account, long number) {
        return longAt(store.get(pair(IndexKeys.NUMBER, account, number)));
    }

    /** The account's conversations from this number on, in creation order, at most {@code max}. */
    public List<NumberedConversation> conversations(long account, long fromNumber, int max) {
        int bound = bound(max);
        List<NumberedConversation> found = new ArrayList<>();
        store.ascend(
                pair(IndexKeys.NUMBER, account, fromNumber),
                (key, at) ->
                        found.size() < bound
                                && isOf(key, IndexKeys.NUMBER, account)
                                && found.add(numbered(key, at.value())));
        return Collections.unmodifiableList(found);
    }

    /** The account's conversations below this number, newest first, at most {@code max}. */
    public List<NumberedConversation> conversationsBefore(long account, long number, int max) {
        int bound = bound(max);
        List<NumberedConversation> found = new ArrayList<>();
        store.descend(
                pair(IndexKeys.NUMBER, account, number),
                (key, at) ->
                        found.size() < bound
                                && isOf(key, IndexKeys.NUMBER, account)
                                && found.add(numbered(key, at.value())));
        return Collections.unmodifiableList(found);
    }

    /** The visitor's conversations from this id on, in creation order, at most {@code max}. */
    public long[] conversationsOf(long visitor, long fromConversation, int max) {
        long[] found = new long[bound(max)];
        int[] count = {0};
        store.ascend(
                pair(IndexKeys.VISITOR, visitor, fromConversation),
                (key, _) -> {
                    boolean is = count[0] < max && isOf(key, IndexKeys.VISITOR, visitor);
                    if (is) {
                        found[count[0]++] = minorOf(key);
                    }
                    return is;
                });
        return Arrays.copyOf(found, count[0]);
    }

    /** What the hash stands for. A token that was replaced stands for nothing. */
    public OptionalLong find(Lookup kind, Hash hash) {
        OptionalLong id = longAt(store.get(IndexKeys.hash(kind, hash.hi(), hash.lo())));
        if (kind != Lookup.AGENT_TOKEN || id.isEmpty()) {
            return id;
        }
        byte[] inForce = store.get(IndexKeys.token(id.getAsLong()));
        return inForce.length != 0 && IndexKeys.hashOf(inForce).equals(hash)
                ? id
                : OptionalLong.empty();
    }

    /** The way in, for one thread. A second one starts behind what the first one committed. */
    IndexWriter writer() {
        return new IndexWriter(this);
    }

    /** One atomic batch; after it the index stands at {@code next}, which is in it, too. */
    void write(WriteBatch batch, IndexState next) {
        store.write(batch);
        state = next;
    }

    /** Forgets everything. Only before reads begin, by the owner. */
    void clear() {
        store.close();
        store = Store.anew(directory);
        state = IndexState.EMPTY;
    }

    /** Lets go of files that earlier questions keep from being deleted. */
    void letGo() {
        store.letGo();
    }

    /** How many iterators earlier questions left. */
    int idle() {
        return store.idle();
    }

    /** Brings everything below {@link #indexedBefore()} to disk. */
    void flush() {
        store.flush();
    }

    /** Lets go of the files as a crash would: what was not flushed by itself is lost. */
    void abandon() {
        store.close();
    }

    /** Flushes, so that the next start goes on where this one stood. */
    @Override
    public void close() {
        try {
            store.flush();
        } finally {
            store.close();
        }
    }

    /** Positions from {@code from} on, {@code lowest} being the key of that one. */
    private Located ascending(byte[] lowest, Predicate<byte[]> isOf, long from, int max) {
        Page page = new Page(bound(max), from);
        if (from == 0) {
            store.ascendAlike(
                    lowest, (key, at) -> isOf.test(key) && page.take(minorOf(key), at.value()));
            return page.found();
        }
        boolean[] begun = {false};
        store.ascendAround(
                lowest,
                (key, at) -> {
                    boolean first = !begun[0];
                    begun[0] = true;
                    // The first one may lie below, and be of something else.
                    return isOf.test(key) ? page.take(minorOf(key), at.value()) : first;
                });
        return page.found();
    }

    private static long minorOf(byte[] key) {
        return IndexKeys.longAt(key, key.length - Long.BYTES);
    }

    private static int bound(int max) {
        if (max < 0 || max > MAX_PAGE) {
            throw new IllegalArgumentException("max=" + max + " is not in [0, " + MAX_PAGE + "]");
        }
        return max;
    }

    private static boolean isOf(byte[] key, byte table, long major) {
        return key.length == IndexKeys.PAIR_BYTES
                && key[0] == table
                && IndexKeys.longAt(key, 1) == major;
    }

    private static boolean isOf(byte[] key, Hash tag) {
        return key.length == IndexKeys.TAG_BYTES
                && key[0] == IndexKeys.TAG
                && IndexKeys.longAt(key, 1) == tag.hi()
                && IndexKeys.longAt(key, 9) == tag.lo();
    }

    private static byte[] pair(byte table, long major, long minor) {
        return IndexKeys.pair(new byte[IndexKeys.PAIR_BYTES], table, major, minor);
    }

    private static NumberedConversation numbered(byte[] key, byte[] value) {
        return new NumberedConversation(IndexKeys.longAt(key, 9), IndexKeys.longAt(value, 0));
    }

    private static OptionalLong longAt(byte[] value) {
        return value.length == 0
                ? OptionalLong.empty()
                : OptionalLong.of(IndexKeys.longAt(value, 0));
    }

    /** Gathers a page of positions, each once. One thread. */
    private static final class Page {
        private final int max;
        private long[] positions = new long[0];
        private int[] places = new int[0];
        private long from;
        private int count;

        Page(int max, long from) {
            this.max = max;
            this.from = from;
        }

        /** Takes what belongs to it of a key's; answers whether there is room for more. */
        boolean take(long first, byte[] entries) {
            int end = Math.min(max, count + Positions.count(entries));
            if (end > positions.length) {
                positions = Arrays.copyOf(positions, end);
                places = Arrays.copyOf(places, end);
            }
            for (int i = 0; i < Positions.count(entries) && count < max; i++) {
                long position = Positions.position(first, entries, i);
                if (position >= from) {
                    from = position + 1;
                    positions[count] = position;
                    places[count++] = Positions.place(entries, i);
                }
            }
            return count < max;
        }

        Located found() {
            return count == positions.length
                    ? new Located(positions, places)
                    : new Located(Arrays.copyOf(positions, count), Arrays.copyOf(places, count));
        }
    }
}
