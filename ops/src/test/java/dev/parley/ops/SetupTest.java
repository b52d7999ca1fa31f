package dev.parley.ops;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Files;
import java.nio.file.Path;

/** A retailer's first step without the demo: a shop, its inbox, and tokens for its people. */
class SetupTest {
    @TempDir Path data;

    @Test
    void makesAShopAnInboxAndPeopleOnceAndAddsPeopleLater() {
        Ran first =
                setup("--agent", "Ann Lee=ann@shop.example", "--supervisor", "Bo=bo@shop.example");
        assertEquals(0, first.exitCode(), first.err());
        assertTrue(first.out().matches("(?s).*\"inbox\":\"[\\w-]{22}\".*"), first.out());
        assertTrue(first.out().contains("\"name\":\"Ann Lee\""), first.out());
        Ran second = setup("--agent", "Cy=cy@shop.example");
        assertEquals(0, second.exitCode(), second.err());
        assertTrue(second.out().contains("\"inbox\":null"), second.out());
        assertEquals(1, count("ShopRegistered"));
        assertEquals(1, count("InboxRegistered"));
        assertEquals(3, count("AgentRegistered"));
        assertEquals(0, Ran.parley("verify", "--data", data).exitCode());
    }

    @Test
    void refusesWhatIsNoPersonOrOutOfRangeAndWritesNothing() {
        assertEquals(2, setup("--agent", "nobody").exitCode());
        Ran greedy = setup("--capacity", "31");
        assertEquals(2, greedy.exitCode());
        assertTrue(greedy.err().contains("--capacity=31 is not within 0 to 30"), greedy.err());
        assertTrue(Files.notExists(data.resolve("shard-000")), "nothing was written");
    }

    private Ran setup(String... more) {
        Object[] all = new Object[more.length + 6];
        System.arraycopy(
                new Object[] {"setup", "--data", data, "--shop", "lamps", "--json"}, 0, all, 0, 6);
        System.arraycopy(more, 0, all, 6, more.length);
        return Ran.parley(all);
    }

    private long count(String type) {
        return Ran.parley("events", "--data", data, "--type", type).out().lines().count();
    }
}
