package dev.parley.log;

import dev.parley.log.chronicle.ChronicleOptions;
import dev.parley.log.chronicle.LogDirectory;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The contract in files of Chronicle Queue. */
class ChronicleLogTest extends EventLogContract {
    /** Never collected, since Chronicle complains loudly of queues that are. */
    private static final List<EventLog> KILLED = new ArrayList<>();

    @TempDir Path directory;
    private LogDirectory owner;

    @BeforeEach
    void own() throws IOException {
        owner = LogDirectory.own(directory);
    }

    @AfterEach
    void letGo() throws IOException {
        owner.close();
    }

    @Override
    EventLog open(long segmentBytes) {
        try {
            return owner.open(0, new ChronicleOptions(segmentBytes, 64 << 10, 0, 0), () -> 77);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    SegmentSource source() {
        return LogDirectory.source(directory, 0);
    }

    @Override
    void kill(EventLog log) {
        KILLED.add(log);
    }
}
