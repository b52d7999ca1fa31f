package dev.parley.axon.processors;

import static org.awaitility.Awaitility.await;

import org.axonframework.common.configuration.AxonConfiguration;
import org.axonframework.eventsourcing.configuration.EventSourcingConfigurer;
import org.axonframework.eventsourcing.eventstore.AppendCondition;
import org.axonframework.eventsourcing.eventstore.EventStorageEngine;
import org.axonframework.eventsourcing.eventstore.GenericTaggedEventMessage;
import org.axonframework.eventsourcing.eventstore.TaggedEventMessage;
import org.axonframework.messaging.core.MessageType;
import org.axonframework.messaging.eventhandling.GenericEventMessage;
import org.axonframework.messaging.eventstreaming.Tag;
import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;

/** A notebook and its processor over a storage of events: what outlives a crash is kept. */
final class Hosted implements AutoCloseable {
    static final Duration SOON = Duration.ofSeconds(20);
    private static final int PARKED_MOST = 40;

    final Map<Long, String> threads = new ConcurrentHashMap<>();
    final Notebook notebook;
    private final Storage storage;
    private final Path directory;
    private final int parkedMost;
    private @Nullable EventStorageEngine engine; // null until first used
    private @Nullable AxonConfiguration axon; // null while stopped
    private @Nullable Processors processors; // null while stopped
    private volatile long head;

    Hosted(Storage storage, Path directory, boolean ownPosition, int parkedMost) {
        this.storage = storage;
        this.directory = directory;
        this.parkedMost = parkedMost;
        notebook = new Notebook(ownPosition, threads);
    }

    static Hosted started(Storage storage, Path directory) {
        Hosted hosted = new Hosted(storage, directory, false, PARKED_MOST);
        hosted.start();
        return hosted;
    }

    Hosted start() {
        notebook.restart();
        try {
            EventStorageEngine reopened = storage.reopen();
            engine = reopened;
            Processors opened =
                    Processors.open(
                            new ProcessorSettings(
                                    directory, () -> head, head, () -> 42, 8, parkedMost, 20),
                            List.of(notebook));
            EventSourcingConfigurer configurer =
                    EventSourcingConfigurer.create().registerEventStorageEngine(_ -> reopened);
            opened.register(configurer);
            AxonConfiguration built = configurer.build();
            built.start();
            opened.attach(built);
            axon = built;
            processors = opened;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return this;
    }

    /** Ends it as {@code kill -9} would, as far as the notebook is concerned. */
    void stop() {
        AxonConfiguration running = axon;
        if (running != null) {
            running.shutdown();
            processors().close();
            axon = null;
            processors = null;
        }
    }

    Hosted restart() {
        stop();
        return start();
    }

    Processors processors() {
        Processors running = processors;
        if (running == null) {
            throw new IllegalStateException("stopped");
        }
        return running;
    }

    ProcessorStatus status() {
        return processors().status().getFirst();
    }

    long head() {
        return head;
    }

    /** Appends one event to each of these threads; answers the position of the last. */
    long append(String... names) {
        List<TaggedEventMessage<?>> events = new ArrayList<>();
        for (String name : names) {
            threads.put(head + events.size(), name);
            events.add(
                    new GenericTaggedEventMessage<>(
                            new GenericEventMessage(
                                    new MessageType(Happened.class), new Happened(name)),
                            Set.of(new Tag("thread", name))));
        }
        long end = head + names.length;
        try {
            EventStorageEngine.AppendTransaction<?> transaction =
                    engine().appendEvents(AppendCondition.none(), null, events)
                            .get(10, TimeUnit.SECONDS);
            Object _ = transaction.commit(null).get(10, TimeUnit.SECONDS);
            // Not before: what lies below it may be seen.
            head = end;
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
        return head - 1;
    }

    private EventStorageEngine engine() throws IOException {
        EventStorageEngine opened = engine;
        if (opened == null) {
            opened = storage.reopen();
            engine = opened;
        }
        return opened;
    }

    /** Waits for it. */
    static void until(Callable<Boolean> condition) {
        await().atMost(SOON).pollInterval(Duration.ofMillis(3)).until(condition);
    }

    /** Waits until everything appended is taken in or parked, and committed. */
    void settle() {
        until(() -> status().position() == head);
    }

    List<Long> parked() {
        return processors().parked("notebook").stream().map(ParkedEvent::position).toList();
    }

    @Override
    public void close() {
        stop();
        storage.close();
    }
}
