package dev.parley.store;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.parley.axon.LoggedEvents;
import dev.parley.domain.Events;
import dev.parley.domain.Header;
import dev.parley.domain.PartialEvents;
import dev.parley.history.LoggedShard;
import dev.parley.log.EventLog;
import dev.parley.log.EventReader;
import dev.parley.log.LogRecord;
import dev.parley.log.SegmentedLog;

import org.junit.jupiter.api.Test;

import java.util.OptionalInt;

final class TranslatedTest {
    /** More than are remembered, so that places are used again. */
    private static final int EVENTS = 5_000;

    private static final class Nothing implements PartialEvents {}

    /** Counts what it is asked for. */
    private static final class Counting implements OwnEvents {
        private final OwnEvents own = new LoggedEvents();
        private int translated;

        @Override
        public OptionalInt eventType(String name) {
            return own.eventType(name);
        }

        @Override
        public StoredEvent translate(LogRecord record) {
            translated++;
            return own.translate(record);
        }
    }

    @Test
    void twoWhoFollowCloselyShareATranslationAndGetTheirOwnEvent() {
        try (EventLog log = SegmentedLog.inMemory(0)) {
            write(log);
            Counting counting = new Counting();
            Translated translated = new Translated(counting);
            try (EventReader first = log.reader();
                    EventReader second = log.reader()) {
                while (first.next(log.durable()) && second.next(log.durable())) {
                    long position = first.record().position();
                    assertEquals(position, translated.translate(first.record()).position());
                    assertEquals(position, translated.translate(second.record()).position());
                }
            }
            assertEquals(EVENTS, counting.translated);
        }
    }

    @Test
    void whatWasForgottenIsTranslatedAgain() {
        try (EventLog log = SegmentedLog.inMemory(0)) {
            write(log);
            Counting counting = new Counting();
            Translated translated = new Translated(counting);
            for (int pass = 0; pass < 2; pass++) {
                try (EventReader reader = log.reader()) {
                    reader.seek(0);
                    while (reader.next(log.durable())) {
                        assertEquals(
                                reader.record().position(),
                                translated.translate(reader.record()).position());
                    }
                }
            }
            assertEquals(2 * EVENTS, counting.translated);
        }
    }

    private static void write(EventLog log) {
        Events sink = new LoggedShard(log).into(new Nothing());
        Header h = new Header();
        for (int i = 1; i <= EVENTS; i++) {
            h.system(1, i);
            h.stream = 7;
            h.seq = i;
            h.visitorSeq = i;
            sink.conversationReopened(h);
        }
        log.force();
    }
}
