package dev.parley.history;

import dev.parley.domain.Events;
import dev.parley.domain.Header;
import dev.parley.domain.Slice;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.List;

/**
 * Keeps every event with a header of its own, gives it the next position, and can tell it again.
 */
public final class Recording {
    private static final class Fact {
        private final Method method;
        private final Object[] arguments;

        Fact(Method method, Object[] arguments) {
            this.method = method;
            this.arguments = arguments;
        }
    }

    private final List<Fact> facts = new ArrayList<>();

    /** A sink that stamps the position, records, and passes on to {@code next}. */
    public Events into(Events next) {
        return (Events)
                Proxy.newProxyInstance(
                        Events.class.getClassLoader(),
                        new Class<?>[] {Events.class},
                        (_, method, arguments) -> {
                            ((Header) arguments[0]).position = facts.size();
                            facts.add(new Fact(method, copy(arguments)));
                            return call(method, next, arguments);
                        });
    }

    public int size() {
        return facts.size();
    }

    /** The name of the event at {@code position}. */
    public String name(int position) {
        return facts.get(position).method.getName();
    }

    /** How many events there are of this name. */
    public long count(String name) {
        return facts.stream().filter(each -> each.method.getName().equals(name)).count();
    }

    /** The header of the event at {@code position}. */
    public Header header(int position) {
        return (Header) facts.get(position).arguments[0];
    }

    /** Tells the events of [from, until) again. */
    public void tell(int from, int until, Events listener) {
        for (Fact fact : facts.subList(from, until)) {
            call(fact.method, listener, copy(fact.arguments));
        }
    }

    private static Object call(Method method, Events target, Object[] arguments) {
        try {
            return method.invoke(target, arguments);
        } catch (InvocationTargetException e) {
            throw new IllegalStateException(method.getName() + ": " + e.getCause(), e.getCause());
        } catch (IllegalAccessException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Object[] copy(Object[] arguments) {
        Object[] copies = new Object[arguments.length];
        for (int i = 0; i < copies.length; i++) {
            copies[i] =
                    switch (arguments[i]) {
                        case Header h -> copy(h);
                        case Slice slice -> slice.copy();
                        default -> arguments[i];
                    };
        }
        return copies;
    }

    private static Header copy(Header from) {
        Header to = new Header();
        to.position = from.position;
        to.recordedAt = from.recordedAt;
        to.occurredAt = from.occurredAt;
        to.account = from.account;
        to.stream = from.stream;
        to.seq = from.seq;
        to.visitorSeq = from.visitorSeq;
        to.actorKind = from.actorKind;
        to.actor = from.actor;
        to.correlationHi = from.correlationHi;
        to.correlationLo = from.correlationLo;
        to.keyHi = from.keyHi;
        to.keyLo = from.keyLo;
        to.payloadHi = from.payloadHi;
        to.payloadLo = from.payloadLo;
        to.tagCount = from.tagCount;
        System.arraycopy(from.tags, 0, to.tags, 0, from.tags.length);
        return to;
    }
}
