package dev.parley.domain.floor;

import dev.parley.domain.Events;
import dev.parley.domain.Header;
import dev.parley.domain.Slice;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/**
 * A log for tests: stamps positions, keeps a copy of each event, passes it on; replays what it
 * kept.
 */
final class History {
    /** One event as it was recorded, in a form that can be compared and played again. */
    record Entry(Method method, Header header, List<Object> fields) {
        String type() {
            return method.getName();
        }

        /**
         * The event and its fields without header and bytes: {@code firstResponseWarned(40000000)}.
         */
        String brief() {
            return type()
                    + fields.stream()
                            .filter(f -> !(f instanceof Slice))
                            .map(String::valueOf)
                            .collect(Collectors.joining(",", "(", ")"));
        }
    }

    private final List<Entry> entries = new ArrayList<>();

    /** A sink that keeps events and then lets them take effect on {@code target}. */
    Events sink(Events target) {
        return (Events)
                Proxy.newProxyInstance(
                        Events.class.getClassLoader(),
                        new Class<?>[] {Events.class},
                        (_, method, arguments) -> {
                            Header h = (Header) arguments[0];
                            h.position = entries.size();
                            List<Object> fields = new ArrayList<>();
                            for (Object each :
                                    Arrays.asList(arguments).subList(1, arguments.length)) {
                                fields.add(each instanceof Slice slice ? slice.copy() : each);
                            }
                            entries.add(new Entry(method, copyOf(h), List.copyOf(fields)));
                            invoke(method, target, arguments);
                            return null;
                        });
    }

    List<Entry> entries() {
        return entries;
    }

    List<String> typesFrom(int position) {
        return entries.subList(position, entries.size()).stream().map(Entry::type).toList();
    }

    List<String> briefsFrom(int position) {
        return entries.subList(position, entries.size()).stream().map(Entry::brief).toList();
    }

    /** Plays the events in [from, until) into {@code target}. */
    void replay(int from, int until, Events target) {
        for (Entry entry : entries.subList(from, until)) {
            List<Object> arguments = new ArrayList<>();
            arguments.add(entry.header());
            arguments.addAll(entry.fields());
            invoke(entry.method(), target, arguments.toArray());
        }
    }

    private static void invoke(Method method, Events target, Object[] arguments) {
        try {
            method.invoke(target, arguments);
        } catch (InvocationTargetException e) {
            if (e.getCause() instanceof RuntimeException cause) {
                throw cause;
            }
            throw new IllegalStateException(e);
        } catch (IllegalAccessException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Header copyOf(Header h) {
        Header copy = new Header();
        copy.position = h.position;
        copy.recordedAt = h.recordedAt;
        copy.occurredAt = h.occurredAt;
        copy.account = h.account;
        copy.stream = h.stream;
        copy.seq = h.seq;
        copy.visitorSeq = h.visitorSeq;
        copy.actorKind = h.actorKind;
        copy.actor = h.actor;
        copy.correlationHi = h.correlationHi;
        copy.correlationLo = h.correlationLo;
        copy.keyHi = h.keyHi;
        copy.keyLo = h.keyLo;
        copy.payloadHi = h.payloadHi;
        copy.payloadLo = h.payloadLo;
        copy.tagCount = h.tagCount;
        System.arraycopy(h.tags, 0, copy.tags, 0, h.tags.length);
        return copy;
    }
}
