package dev.parley.api;

import dev.parley.Reading;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicBoolean;

/** A backend whose reading differs in one thing from the running one. */
final class InterposedReading {
    private InterposedReading() {}

    /** The real one, but for whether its index has it all. */
    static Backend whole(Backend real, AtomicBoolean whole) {
        return with(
                real,
                (method, arguments) ->
                        method.getName().equals("isWhole")
                                ? whole.get()
                                : method.invoke(real.reading(), arguments));
    }

    /** What becomes of a look at the views. Any thread. */
    interface Asking {
        Object answer(Callable<Object> ask) throws Exception;
    }

    /** The real one, with every look at the views by way of {@code asking}. */
    static Backend asking(Backend real, Asking asking) {
        return with(
                real,
                (method, arguments) ->
                        method.getName().equals("ask")
                                ? asking.answer(() -> method.invoke(real.reading(), arguments))
                                : method.invoke(real.reading(), arguments));
    }

    private interface Answering {
        Object answer(Method method, Object[] arguments) throws Exception;
    }

    private static Backend with(Backend real, Answering answering) {
        Reading reading =
                proxy(Reading.class, (_, method, arguments) -> answering.answer(method, arguments));
        return proxy(
                Backend.class,
                (_, method, arguments) ->
                        method.getName().equals("reading")
                                ? reading
                                : method.invoke(real, arguments));
    }

    private static <T> T proxy(Class<T> type, InvocationHandler handler) {
        return type.cast(
                Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, handler));
    }
}
