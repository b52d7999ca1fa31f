package dev.parley;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.parley.ring.Sync;

import org.junit.jupiter.api.Test;

import java.nio.file.Path;
import java.util.Map;

class EngineConfigTest {
    private static final Path DATA = Path.of("shop-data");

    @Test
    void hasADefaultWithinItsRangeForEverySetting() {
        EngineConfig config = EngineConfig.in(DATA);
        assertEquals(Sync.BATCH, config.sync());
        assertEquals(DATA.resolve("keys"), config.keys());
        assertEquals(EngineConfig.SETTINGS.size(), config.values().size());
        assertEquals(config, EngineConfig.of(config.values()));
    }

    @Test
    void namesKeyValueAndRangeOfWhatItRefuses() {
        assertRefused("ring.slots=100 is not 64 to 65536, a power of two", "ring.slots", "100");
        assertRefused("ring.slots=32 is not 64 to 65536, a power of two", "ring.slots", "32");
        assertRefused("shard=1024 is not 0 to 1023", "shard", "1024");
        assertRefused("sync=always is not batch, interval, os", "sync", "always");
        assertRefused("drain=soon is not 0 to 60000", "drain", "soon");
    }

    @Test
    void takesTheEnvironmentBeforeTheFileBeforeTheDefault() {
        EngineConfig config =
                EngineConfig.of(
                        Map.of("data", "a", "sync", "os", "drain", "10"),
                        Map.of("PARLEY_SYNC", "interval", "PARLEY_SYNC_INTERVAL", "20"));
        assertEquals(Path.of("a"), config.data());
        assertEquals(Sync.INTERVAL, config.sync());
        assertEquals(20, config.syncIntervalMillis());
        assertEquals(10, config.drainMillis());
        assertEquals(2_048, config.batch());
    }

    @Test
    void leavesKeysOfOthersAlone() {
        assertEquals(
                EngineConfig.in(DATA),
                EngineConfig.of(Map.of("data", "shop-data", "port", "8080")));
    }

    @Test
    void changesOneSetting() {
        assertEquals(7, EngineConfig.in(DATA).with("shard", 7).shard());
        assertThrows(
                IllegalArgumentException.class, () -> EngineConfig.in(DATA).with("port", 8080));
    }

    private static void assertRefused(String message, String key, String value) {
        IllegalArgumentException refused =
                assertThrows(
                        IllegalArgumentException.class,
                        () -> EngineConfig.of(Map.of("data", "x", key, value)));
        assertEquals(message, refused.getMessage());
    }
}
