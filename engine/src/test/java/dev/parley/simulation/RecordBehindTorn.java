package dev.parley.simulation;

import dev.parley.log.EventLog;
import dev.parley.log.LogRecord;
import dev.parley.log.RawRecords;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;

/** A start that saves what is whole behind a torn record: each goes on behind the rest. */
final class RecordBehindTorn implements Plant {
    private List<LogRecord> whole = List.of();

    @Override
    public void beforeStart(Disk disk) {
        try {
            whole = RawRecords.behindTorn(disk.content(), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public EventLog started(EventLog log, Clock clock) {
        for (LogRecord record : whole) {
            if (record.position() > log.head()) {
                RawRecords.append(log, record);
            }
        }
        log.force();
        return log;
    }
}
