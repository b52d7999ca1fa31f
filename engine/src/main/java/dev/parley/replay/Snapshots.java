package dev.parley.replay;

import dev.parley.domain.floor.Floor;
import dev.parley.log.EventReader;
import dev.parley.log.LogDamaged;
import dev.parley.projection.Views;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;

/**
 * What a shard's log had come to at some durable positions, so that a start folds only what is
 * behind the newest. Nothing rests on a snapshot: one that is damaged, of another log or in a
 * format not known here is passed over, and the log itself is folded. One thread at a time.
 */
public final class Snapshots {
    private static final Logger LOG = LoggerFactory.getLogger(Snapshots.class);

    private final SnapshotStore store;
    private final int shard;
    private final int slaRows;
    private final int keep;

    /**
     * @param slaRows see {@link Views#Views(int)}
     * @param keep how many are kept, the newest ones; 1 or more
     */
    public Snapshots(SnapshotStore store, int shard, int slaRows, int keep) {
        this.store = store;
        this.shard = shard;
        this.slaRows = slaRows;
        this.keep = keep;
    }

    /**
     * One that was passed over.
     *
     * @param reason for people
     */
    public record Refused(long position, String reason) {}

    /**
     * What a start goes on from.
     *
     * @param fold at the newest good snapshot's position, or at 0
     * @param refused newer ones that were passed over, the newest first
     */
    public record Loaded(Fold fold, List<Refused> refused) {
        public Loaded {
            refused = List.copyOf(refused);
        }
    }

    /**
     * What is there.
     *
     * @param position what all records below it came to
     * @param bytes size
     * @param digest as {@code replay --at} prints it for the record before; empty where unreadable
     * @param fault why a start would pass it over; empty for a good one
     */
    public record Found(long position, long bytes, String digest, String fault) {}

    /**
     * The state at the newest snapshot whose bytes are those written, or an empty one at position
     * 0. Never fails for what is wrong with a snapshot.
     *
     * @param reader of the log, left anywhere
     * @param before exclusive end of what is durable: a snapshot beyond it is of another log
     */
    public Loaded load(EventReader reader, long before) {
        return load(reader, before, false);
    }

    /**
     * The same, and the state has the digest that was written: a fault of writing or reading shows
     * here, too. Takes about twice as long.
     */
    Loaded loadProved(EventReader reader, long before) {
        return load(reader, before, true);
    }

    private Loaded load(EventReader reader, long before, boolean proved) {
        List<Refused> refused = new ArrayList<>();
        long[] positions = positions(refused);
        for (int i = positions.length - 1; i >= 0; i--) {
            try {
                SnapshotReader snapshot = new SnapshotReader(store, shard, positions[i]);
                SnapshotReader.Said said = checked(snapshot, positions[i], reader, before);
                Fold fold = snapshot.load(said, slaRows);
                if (proved) {
                    prove(fold, said);
                }
                return new Loaded(fold, refused);
            } catch (SnapshotRefused | IOException | UncheckedIOException | LogDamaged e) {
                // Where the log itself is damaged, folding it says so.
                refused.add(refused(positions[i], e));
            }
        }
        return new Loaded(new Fold(shard, slaRows), refused);
    }

    /** Checks each snapshot as a start would, the oldest first, and its state's digest, too. */
    public List<Found> list(EventReader reader, long before) throws IOException {
        List<Found> found = new ArrayList<>();
        for (long position : store.positions()) {
            SnapshotReader snapshot = new SnapshotReader(store, shard, position);
            String digest = "";
            String fault = "";
            try {
                SnapshotReader.Said said = checked(snapshot, position, reader, before);
                digest = said.digest();
                prove(snapshot.load(said, slaRows), said);
            } catch (SnapshotRefused | IOException | UncheckedIOException | LogDamaged e) {
                fault = reason(e);
            }
            found.add(new Found(position, store.bytes(position), digest, fault));
        }
        return found;
    }

    /**
     * Writes what {@code fold} has come to and deletes the oldest beyond those kept; answers the
     * state digest. The caller sees to it that the fold stands at a durable position above 0.
     */
    public String save(Fold fold, EventReader reader) throws IOException {
        return save(fold.nextPosition(), fold.floor(), fold.views(), reader);
    }

    /** The same of any state; nobody may change it meanwhile. */
    public String save(long position, Floor floor, Views views, EventReader reader)
            throws IOException {
        RecordPrint print = RecordPrint.of(reader, position);
        store.sweep();
        String digest;
        try (SnapshotStore.Draft draft = store.begin(position)) {
            digest = new SnapshotWriter(draft).write(shard, position, print, floor, views);
        }
        deleteAllBut(position);
        return digest;
    }

    private void deleteAllBut(long newest) throws IOException {
        long[] positions = store.positions();
        int kept = 0;
        for (int i = positions.length - 1; i >= 0; i--) {
            // One beyond the newest was refused, or it would have been gone on from.
            if (positions[i] > newest || ++kept > keep) {
                store.delete(positions[i]);
            }
        }
    }

    private SnapshotReader.Said checked(
            SnapshotReader snapshot, long position, EventReader reader, long before)
            throws IOException, SnapshotRefused {
        if (position > before) {
            throw new SnapshotRefused("the log ends before it, at " + before);
        }
        SnapshotReader.Said said = snapshot.check();
        if (!said.print().isOf(reader, position)) {
            throw new SnapshotRefused("the record before it is another in this log");
        }
        return said;
    }

    private static void prove(Fold fold, SnapshotReader.Said said) throws SnapshotRefused {
        String digest = fold.digest();
        if (!digest.equals(said.digest())) {
            throw new SnapshotRefused("its state has digest " + digest + ", not " + said.digest());
        }
    }

    private long[] positions(List<Refused> refused) {
        try {
            return store.positions();
        } catch (IOException e) {
            refused.add(refused(-1, e));
            return new long[0];
        }
    }

    private static Refused refused(long position, Exception e) {
        LOG.warn("snapshot at position {} is passed over: {}", position, reason(e));
        return new Refused(position, reason(e));
    }

    private static String reason(Exception e) {
        return e instanceof SnapshotRefused ? String.valueOf(e.getMessage()) : e.toString();
    }
}
