package dev.parley.ring;

import dev.parley.domain.Events;
import dev.parley.domain.Header;

import java.lang.reflect.Proxy;
import java.util.List;

/** Notes the position of each event. */
final class EveryPosition {
    private EveryPosition() {}

    static Events into(List<Long> positions) {
        return (Events)
                Proxy.newProxyInstance(
                        Events.class.getClassLoader(),
                        new Class<?>[] {Events.class},
                        (_, _, arguments) -> {
                            positions.add(((Header) arguments[0]).position);
                            return null;
                        });
    }
}
