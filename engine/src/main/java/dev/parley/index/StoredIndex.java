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
    private volatile long indexedBefore;
    private volatile long fingerprint;
    private volatile long latest = Long.MIN_VALUE;

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
        byte[] state = index.store.get(IndexKeys.state());
        if (state.length == 0) {
            return index;
        }
        if (state.length != IndexKeys.STATE_BYTES
                || IndexKeys.intAt(state, 0) != IndexKeys.FORMAT) {
            index.clear();
            return index;
        }
        index.indexedBefore = IndexKeys.longAt(state, 4);
        index.fingerprint = IndexKeys.longAt(state, 12);
        index.latest = IndexKeys.longAt(state, 20);
        return index;
    }

    /** Exclusive: every record below it is in the index. */
    public long indexedBefore() {
        return indexedBefore;
    }

    /** What the feeder said of the record before {@link #indexedBefore()}; 0 while empty. */
    long fingerprint() {
        return fingerprint;
    }

    /** Greatest time of occurrence below {@link #indexedBefore()}; the least there is if none. */
    long latest() {
        return latest;
    }

    /**
     * At most {@code max} positions from {@code from} on, ascending, of the records of others that
     * have this tag, or are of the type with this hash.
     */
    public long[] tagged(Hash tag, long from, int max) {
        byte[] first = IndexKeys.tag(new byte[IndexKeys.TAG_BYTES], tag.hi(), tag.lo(), from);
        return ascending(first, key -> isOf(key, tag), from, max);
    }

    /**
     * A position such that nothing before it occurred at or after {@code micros}, and which is at
     * most {@link IndexFeeder#BATCH_RECORDS} below the first that did, where the index has come to
     * it; else {@link #indexedBefore()}, asked for first.
     */
    public long occurredFrom(long micros) {
        long[] found = {indexedBefore};
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
        return minors(IndexKeys.STREAM, stream, from, max);
    }

    /**
     * The last positions, at most {@code max}, of the stream's records below {@code before},
     * ascending.
     */
    public long[] positionsBefore(long stream, long before, int max) {
        long[] found = minorsBefore(IndexKeys.STREAM, stream, before, max);
        for (int i = 0, j = found.length - 1; i < j; i++, j--) {
            long swapped = found[i];
            found[i] = found[j];
            found[j] = swapped;
        }
        return found;
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
        return minors(IndexKeys.VISITOR, visitor, fromConversation, max);
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

    /** One atomic batch; after it the index stands at {@code before}. */
    void write(WriteBatch batch, long before, long print, long latestMicros) {
        store.write(batch);
        latest = latestMicros;
        fingerprint = print;
        indexedBefore = before;
    }

    /** Forgets everything. Only before reads begin, by the owner. */
    void clear() {
        store.close();
        store = Store.anew(directory);
        indexedBefore = 0;
        fingerprint = 0;
        latest = Long.MIN_VALUE;
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
        store.flush();
        store.close();
    }

    private long[] minors(byte table, long major, long from, int max) {
        return ascending(pair(table, major, from), key -> isOf(key, table, major), from, max);
    }

    /** Minors from {@code from} on, {@code lowest} being the key of that one. */
    private long[] ascending(byte[] lowest, Predicate<byte[]> isOf, long from, int max) {
        long[] found = new long[bound(max)];
        int[] count = {0};
        boolean[] begun = {false};
        store.ascendAround(
                lowest,
                (key, at) -> {
                    if (!isOf.test(key)) {
                        // The first one may lie below, and be of something else.
                        boolean first = !begun[0];
                        begun[0] = true;
                        return first;
                    }
                    begun[0] = true;
                    byte[] rest = at.value();
                    for (int i = 0; i < Positions.count(rest) && count[0] < found.length; i++) {
                        long minor = Positions.at(minorOf(key), rest, i);
                        if (minor >= from) {
                            found[count[0]++] = minor;
                        }
                    }
                    return count[0] < found.length;
                });
        return Arrays.copyOf(found, count[0]);
    }

    private long[] minorsBefore(byte table, long major, long before, int max) {
        long[] found = new long[bound(max)];
        int[] count = {0};
        store.descend(
                pair(table, major, before),
                (key, at) -> {
                    if (!isOf(key, table, major)) {
                        return false;
                    }
                    byte[] rest = at.value();
                    for (int i = Positions.count(rest) - 1; i >= 0; i--) {
                        long minor = Positions.at(minorOf(key), rest, i);
                        if (minor < before && count[0] < found.length) {
                            found[count[0]++] = minor;
                        }
                    }
                    return count[0] < found.length;
                });
        return Arrays.copyOf(found, count[0]);
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
}
