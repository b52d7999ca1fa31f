package dev.parley.ring;

import dev.parley.domain.Events;
import dev.parley.log.EventLog;

import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.List;

/** What a log says, by the names of its events. */
final class EventNames {
    private EventNames() {}

    static List<String> of(EventLog log, long from) {
        List<String> names = new ArrayList<>();
        try (Playback playback = new Playback(log.reader())) {
            playback.seek(from);
            playback.run(log.head(), into(names));
        }
        return names;
    }

    static Events into(List<String> names) {
        return (Events)
                Proxy.newProxyInstance(
                        Events.class.getClassLoader(),
                        new Class<?>[] {Events.class},
                        (_, method, _) -> {
                            names.add(method.getName());
                            return null;
                        });
    }
}
