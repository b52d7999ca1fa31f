package dev.parley;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.parley.axon.OneOfEach;
import dev.parley.domain.Command;
import dev.parley.domain.Origin;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.RecordComponent;
import java.nio.file.Path;
import java.util.Arrays;

/** Whoever embeds the engine and is not checked for nulls hears of them; nobody else does. */
class NullCommandsTest {
    @TempDir private Path data;

    @Test
    void refusesANullOnTheCallersThread() throws Exception {
        int tried = 0;
        try (Engine engine = Engine.open(EngineConfig.in(data), new MovableTime(1).environment())) {
            for (Command command : OneOfEach.commands(1)) {
                for (int i = 0; i < parts(command).length; i++) {
                    int part = i;
                    if (!parts(command)[i].getType().isPrimitive()) {
                        assertThrows(
                                NullPointerException.class,
                                () -> engine.submit((Command) without(command, part)),
                                () -> parts(command)[part] + " of " + command);
                        tried++;
                    }
                }
            }
            Origin origin = OneOfEach.commands(1).getFirst().origin();
            assertThrows(NullPointerException.class, () -> without(origin, 1));
            assertFalse(engine.health().halted());
        }
        assertTrue(tried > 40, "tried=" + tried);
    }

    private static RecordComponent[] parts(Object value) {
        return value.getClass().getRecordComponents();
    }

    /** The same value but for one part, which is null. */
    private static Object without(Object value, int part) throws Throwable {
        RecordComponent[] parts = parts(value);
        Object[] values = new Object[parts.length];
        for (int i = 0; i < parts.length; i++) {
            if (i != part) {
                values[i] = parts[i].getAccessor().invoke(value);
            }
        }
        Class<?>[] types =
                Arrays.stream(parts).map(RecordComponent::getType).toArray(Class<?>[]::new);
        try {
            return value.getClass().getDeclaredConstructor(types).newInstance(values);
        } catch (InvocationTargetException e) {
            throw e.getCause();
        }
    }
}
