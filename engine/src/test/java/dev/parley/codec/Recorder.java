package dev.parley.codec;

import dev.parley.domain.Events;
import dev.parley.domain.Header;
import dev.parley.domain.Slice;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Keeps events as values that can be compared and printed, whatever {@link Events} will hold. */
public final class Recorder {
    private final List<Recorded> recorded = new ArrayList<>();

    /** One event, with bytes of its own; the header is left out but for its place. */
    public record Recorded(
            Method method, long position, long stream, int seq, List<Object> fields) {
        public Recorded {
            fields =
                    fields.stream()
                            .map(each -> each instanceof Slice slice ? slice.copy() : each)
                            .toList();
        }

        /** As the log calls it: {@code MessagePosted}. */
        public String type() {
            String name = method.getName();
            return Character.toUpperCase(name.charAt(0)) + name.substring(1);
        }

        /** Calls the method of {@code target} with this header and these fields. */
        public void play(Header h, Events target) {
            List<Object> arguments = new ArrayList<>(List.of(h));
            arguments.addAll(fields);
            try {
                method.invoke(target, arguments.toArray());
            } catch (InvocationTargetException e) {
                if (e.getCause() instanceof RuntimeException cause) {
                    throw cause;
                }
                throw new IllegalStateException(e);
            } catch (IllegalAccessException e) {
                throw new IllegalStateException(e);
            }
        }

        @Override
        public String toString() {
            return IntStream.range(0, fields.size())
                    .mapToObj(
                            i ->
                                    method.getParameters()[i + 1].getName()
                                            + "="
                                            + (fields.get(i) instanceof Slice slice
                                                    ? HexFormat.of().formatHex(slice.toBytes())
                                                    : fields.get(i)))
                    .collect(Collectors.joining(", ", type() + "{", "}"));
        }
    }

    /** A sink that keeps what it is given. */
    public Events events() {
        return (Events)
                Proxy.newProxyInstance(
                        Events.class.getClassLoader(),
                        new Class<?>[] {Events.class},
                        (_, method, arguments) -> {
                            Header h = (Header) arguments[0];
                            recorded.add(
                                    new Recorded(
                                            method,
                                            h.position,
                                            h.stream,
                                            h.seq,
                                            Arrays.asList(arguments).subList(1, arguments.length)));
                            return null;
                        });
    }

    /** What was given so far, in order. */
    public List<Recorded> recorded() {
        return List.copyOf(recorded);
    }
}
