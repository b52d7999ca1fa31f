package dev.parley;

import dev.parley.log.EventLog;
import dev.parley.log.ShardClock;
import dev.parley.ring.Ring;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What an engine says of itself to whoever runs it. */
final class Notices {
    private static final Logger LOG = LoggerFactory.getLogger(Engine.class);

    private Notices() {}

    static void started(EventLog log, ShardClock clock) {
        LOG.info(
                "opened: shard={} epoch={} head={} recovery={}",
                log.shard(),
                log.epoch(),
                log.head(),
                log.recovery());
        if (clock.startedBehindMicros() > 0) {
            LOG.warn(
                    "the wall clock is {} us behind the last record: shard time goes on from there",
                    clock.startedBehindMicros());
        }
    }

    static Throwable halted(Ring.Halt halt) {
        LOG.error("the {} cannot go on: the shard has halted", halt.thread(), halt.cause());
        return halt.cause();
    }
}
