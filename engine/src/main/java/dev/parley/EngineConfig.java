package dev.parley;

import dev.parley.ring.Sync;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Everything that can be set about an engine, checked once. A value outside its range is refused
 * with {@code key=value} and the range. What each setting means, its unit and its default stand in
 * {@link #SETTINGS}, from which the reference page is made.
 */
public record EngineConfig(
        Path data,
        Path keys,
        int shard,
        Sync sync,
        int syncIntervalMillis,
        int ringSlots,
        int ringMebibytes,
        int batch,
        int idleMarkMillis,
        int drainMillis,
        int segmentMebibytes,
        int freeSpaceFloorMebibytes,
        int snapshotEvents,
        int snapshotKeep,
        int storeRemembered) {
    /** All settings, in the order of the record's components. */
    public static final List<Setting> SETTINGS =
            List.of(
                    Setting.text(
                            "data", "parley-data", "directory of the log, its lock and its index"),
                    Setting.text(
                            "keys",
                            "",
                            "directory of the keys; empty: `keys` in the data directory"),
                    Setting.number(
                            "shard", 0, 0, 1_023, "", "number of this shard, part of every id"),
                    Setting.choice(
                            "sync",
                            "batch",
                            List.of("batch", "interval", "os"),
                            "when answers are released: `batch` once forced to disk; `interval` and"
                                    + " `os` before, so that a power cut loses answered messages"),
                    Setting.number(
                            "sync.interval",
                            50,
                            1,
                            10_000,
                            "ms",
                            "between two forces with sync=interval"),
                    Setting.powerOfTwo(
                            "ring.slots", 8_192, 64, 65_536, "commands", "under way at once"),
                    Setting.number(
                            "ring.bytes",
                            64,
                            1,
                            4_096,
                            "MiB",
                            "sealed content of commands under way"),
                    Setting.number(
                            "ring.batch",
                            2048,
                            1,
                            4_096,
                            "commands",
                            "between two forces; where none is waited for, at most 256 are released"
                                    + " at once"),
                    Setting.number(
                            "idle.mark",
                            1_000,
                            10,
                            60_000,
                            "ms",
                            "without an event until a mark is forced"),
                    Setting.number(
                            "drain", 3_000, 0, 60_000, "ms", "a stop waits for what is under way"),
                    Setting.number(
                            "segment", 256, 1, 1_024, "MiB", "size at which a segment is rolled"),
                    Setting.number(
                            "free.floor",
                            512,
                            0,
                            1_048_576,
                            "MiB",
                            "free disk space below which ordinary commands are refused"),
                    Setting.number(
                            "snapshot.events",
                            125_000,
                            1_000,
                            1_000_000_000,
                            "events",
                            "from one snapshot of the state to the next, if 30 s have passed; a"
                                    + " start behind a kill folds about so many at most"),
                    Setting.number("snapshot.keep", 2, 1, 16, "snapshots", "kept, the newest ones"),
                    Setting.number(
                            "store.remembered",
                            20,
                            0,
                            60,
                            "% of heap",
                            "that opened events of stored entities may take, for when they are"
                                    + " sourced again; as a database's cache of pages"));

    public EngineConfig {
        check("shard", shard);
        check("sync.interval", syncIntervalMillis);
        check("ring.slots", ringSlots);
        check("ring.bytes", ringMebibytes);
        check("ring.batch", batch);
        check("idle.mark", idleMarkMillis);
        check("drain", drainMillis);
        check("segment", segmentMebibytes);
        check("free.floor", freeSpaceFloorMebibytes);
        check("snapshot.events", snapshotEvents);
        check("snapshot.keep", snapshotKeep);
        check("store.remembered", storeRemembered);
    }

    /** The defaults, in {@code data}. */
    public static EngineConfig in(Path data) {
        return of(Map.of("data", data.toString()));
    }

    /**
     * From properties as in the file, keys as in {@link #SETTINGS}; what is absent has its default;
     * other keys are somebody else's.
     *
     * @throws IllegalArgumentException for a value outside its range
     */
    public static EngineConfig of(Map<String, String> properties) {
        Map<String, String> values = new HashMap<>();
        for (Setting setting : SETTINGS) {
            String value = properties.getOrDefault(setting.key(), setting.defaultValue()).strip();
            setting.check(value);
            values.put(setting.key(), value);
        }
        Path data = Path.of(text(values, "data"));
        String keys = text(values, "keys");
        return new EngineConfig(
                data,
                keys.isEmpty() ? data.resolve("keys") : Path.of(keys),
                number(values, "shard"),
                Sync.valueOf(text(values, "sync").toUpperCase(Locale.ROOT)),
                number(values, "sync.interval"),
                number(values, "ring.slots"),
                number(values, "ring.bytes"),
                number(values, "ring.batch"),
                number(values, "idle.mark"),
                number(values, "drain"),
                number(values, "segment"),
                number(values, "free.floor"),
                number(values, "snapshot.events"),
                number(values, "snapshot.keep"),
                number(values, "store.remembered"));
    }

    /**
     * The same from a properties file's content and, above it, the environment: {@code
     * sync.interval} is {@code PARLEY_SYNC_INTERVAL} there.
     */
    public static EngineConfig of(Map<String, String> properties, Map<String, String> environment) {
        Map<String, String> merged = new HashMap<>(properties);
        for (Setting setting : SETTINGS) {
            String value = environment.get(setting.environmentName());
            if (value != null) {
                merged.put(setting.key(), value);
            }
        }
        return of(merged);
    }

    /** The same but for one setting. */
    public EngineConfig with(String key, Object value) {
        Map<String, String> values = values();
        if (values.put(key, value.toString()) == null) {
            throw new IllegalArgumentException(key + "=" + value + " is no setting of the engine");
        }
        return of(values);
    }

    /** Every setting as it would stand in a properties file. */
    public Map<String, String> values() {
        Map<String, String> values = new HashMap<>();
        values.put("data", data.toString());
        values.put("keys", keys.toString());
        values.put("shard", Integer.toString(shard));
        values.put("sync", sync.label());
        values.put("sync.interval", Integer.toString(syncIntervalMillis));
        values.put("ring.slots", Integer.toString(ringSlots));
        values.put("ring.bytes", Integer.toString(ringMebibytes));
        values.put("ring.batch", Integer.toString(batch));
        values.put("idle.mark", Integer.toString(idleMarkMillis));
        values.put("drain", Integer.toString(drainMillis));
        values.put("segment", Integer.toString(segmentMebibytes));
        values.put("free.floor", Integer.toString(freeSpaceFloorMebibytes));
        values.put("snapshot.events", Integer.toString(snapshotEvents));
        values.put("snapshot.keep", Integer.toString(snapshotKeep));
        values.put("store.remembered", Integer.toString(storeRemembered));
        return values;
    }

    private static void check(String key, int value) {
        for (Setting setting : SETTINGS) {
            if (setting.key().equals(key)) {
                setting.check(Integer.toString(value));
            }
        }
    }

    private static String text(Map<String, String> values, String key) {
        return values.getOrDefault(key, "");
    }

    private static int number(Map<String, String> values, String key) {
        return Integer.parseInt(text(values, key));
    }
}
