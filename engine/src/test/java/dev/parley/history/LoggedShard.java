package dev.parley.history;

import dev.parley.codec.EventEncoder;
import dev.parley.domain.Events;
import dev.parley.domain.Header;
import dev.parley.log.EventLog;
import dev.parley.log.RecordEncoder;
import dev.parley.log.RecordKind;
import dev.parley.log.Transaction;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;

/** Writes each event into a log as a transaction of its own before it is applied. One thread. */
public final class LoggedShard {
    private final EventLog log;
    private final Transaction transaction = new Transaction();
    private final EventEncoder encoder = new EventEncoder();

    public LoggedShard(EventLog log) {
        this.log = log;
    }

    /** A sink that stamps the position, appends, and passes on to {@code next}. */
    public Events into(Events next) {
        return (Events)
                Proxy.newProxyInstance(
                        Events.class.getClassLoader(),
                        new Class<?>[] {Events.class},
                        (_, method, arguments) -> {
                            append((Header) arguments[0], method, arguments);
                            return call(method, next, arguments);
                        });
    }

    private void append(Header h, Method method, Object[] arguments) {
        transaction.clear();
        RecordEncoder record = transaction.begin(RecordKind.EVENT);
        record.times(h.recordedAt, h.occurredAt).account(h.account).stream(
                        h.stream, h.seq, h.visitorSeq)
                .actor(h.actorKind.code(), h.actor)
                .correlation(h.correlationHi, h.correlationLo)
                .key(h.keyHi, h.keyLo)
                .payloadHash(h.payloadHi, h.payloadLo);
        encoder.wrap(record.buffer(), record.payloadOffset(), transaction.payloadRoom());
        call(method, encoder, arguments);
        record.eventType(encoder.typeId(), encoder.schemaVersion());
        transaction.end(encoder.length());
        h.position = log.append(transaction);
        log.flush();
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
}
