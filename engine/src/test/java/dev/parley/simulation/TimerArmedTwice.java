package dev.parley.simulation;

import dev.parley.domain.Events;
import dev.parley.domain.FirstResponse;
import dev.parley.domain.Header;
import dev.parley.domain.conversation.Conversation;
import dev.parley.domain.floor.Evolver;
import dev.parley.domain.floor.Floor;
import dev.parley.history.LoggedShard;
import dev.parley.log.EventLog;
import dev.parley.ring.Playback;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** A start that takes each running timer for one that was never armed, and arms it. */
final class TimerArmedTwice implements Plant {
    @Override
    public EventLog started(EventLog log, Clock clock) {
        Floor floor = new Floor(log.shard());
        try (Playback playback = new Playback(log.reader())) {
            playback.run(log.head(), new Evolver(floor));
        }
        List<Conversation> running = new ArrayList<>();
        floor.forEachConversation(
                each -> {
                    if (each.open && each.firstResponse == FirstResponse.ARMED) {
                        running.add(each);
                    }
                });
        running.sort(Comparator.comparingLong(each -> each.id));
        Events sink = new LoggedShard(log).into(new Evolver(floor));
        Header header = new Header();
        for (Conversation each : running) {
            header.system(each.account, Math.max(log.lastRecordedAt(), clock.wallMicros()));
            header.stream = each.id;
            header.seq = each.seq + 1;
            sink.firstResponseArmed(header, each.warnAt, each.deadline);
        }
        log.force();
        return log;
    }
}
