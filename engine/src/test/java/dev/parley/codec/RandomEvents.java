package dev.parley.codec;

import dev.parley.codec.Recorder.Recorded;
import dev.parley.domain.Events;
import dev.parley.domain.Slice;

import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.random.RandomGenerator;

/** Every event with values of a seed; about every second value is an extreme of its type. */
final class RandomEvents {
    static final int MAX_DATA_BYTES = 300;

    private final RandomGenerator random;

    RandomEvents(RandomGenerator random) {
        this.random = random;
    }

    static List<Method> methods() {
        return Arrays.stream(Events.class.getMethods())
                .sorted(Comparator.comparing(Method::getName))
                .toList();
    }

    Recorded next(Method method) {
        List<Object> fields =
                Arrays.stream(method.getParameterTypes()).skip(1).map(this::value).toList();
        return new Recorded(method, 7, 8, 9, fields);
    }

    private Object value(Class<?> type) {
        if (type == long.class) {
            return switch (random.nextInt(6)) {
                case 0 -> Long.MIN_VALUE;
                case 1 -> Long.MAX_VALUE;
                case 2 -> 0L;
                default -> random.nextLong();
            };
        }
        if (type == int.class) {
            return switch (random.nextInt(6)) {
                case 0 -> Integer.MIN_VALUE;
                case 1 -> Integer.MAX_VALUE;
                case 2 -> 0;
                default -> random.nextInt();
            };
        }
        if (type == boolean.class) {
            return random.nextBoolean();
        }
        if (type == Slice.class) {
            byte[] bytes = new byte[random.nextInt(3) == 0 ? 0 : random.nextInt(MAX_DATA_BYTES)];
            random.nextBytes(bytes);
            int from = bytes.length == 0 ? 0 : random.nextInt(bytes.length);
            return new Slice().wrap(bytes, from, bytes.length - from);
        }
        Object[] constants = type.getEnumConstants();
        if (constants == null) {
            throw new IllegalStateException("no values for " + type);
        }
        return constants[random.nextInt(constants.length)];
    }
}
