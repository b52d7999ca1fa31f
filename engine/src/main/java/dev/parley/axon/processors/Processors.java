package dev.parley.axon.processors;

import dev.parley.axon.ColdProjection;
import dev.parley.axon.processors.ProcessorRefusal.Code;

import org.axonframework.common.configuration.AxonConfiguration;
import org.axonframework.eventsourcing.configuration.EventSourcingConfigurer;
import org.axonframework.messaging.eventhandling.configuration.EventProcessorModule;
import org.axonframework.messaging.eventhandling.processing.streaming.pooled.PooledStreamingEventProcessor;
import org.axonframework.messaging.eventhandling.processing.streaming.pooled.PooledStreamingEventProcessorModule;
import org.axonframework.messaging.eventhandling.processing.streaming.token.store.TokenStore;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;

/**
 * Hosts cold projections: a pooled streaming processor for each, of one segment and two threads,
 * with its token and its parked events in files. To be registered with a configuration before it is
 * built, attached to it once it has started, and closed once it has been shut down.
 *
 * <p>Any thread. Owns its threads and files, not the projections.
 */
public final class Processors implements AutoCloseable {
    private final FileTokenStore tokens;
    private final Map<String, ColdProcessor> processors = new TreeMap<>();

    private Processors(FileTokenStore tokens) {
        this.tokens = tokens;
    }

    /**
     * Reads the files of every projection. One whose files are damaged, or ahead of the log, is
     * cleared and replayed, which is said in the log and in {@link ProcessorStatus#problem()}.
     *
     * @throws IOException if a file cannot be read or written
     * @throws IllegalArgumentException for two projections of one name
     */
    public static Processors open(ProcessorSettings settings, List<ColdProjection> projections)
            throws IOException {
        Processors opened = new Processors(new FileTokenStore(settings.directory()));
        try {
            for (ColdProjection each : projections) {
                opened.add(new ColdProcessor(each, settings, opened.tokens));
            }
        } catch (IOException | RuntimeException e) {
            opened.close();
            throw e;
        }
        return opened;
    }

    private void add(ColdProcessor processor) throws IOException {
        if (processors.putIfAbsent(processor.name(), processor) != null) {
            processor.close();
            throw new IllegalArgumentException("processor=" + processor.name() + " is there twice");
        }
        processor.prepare();
    }

    /** Adds token store and processors to a configuration that is not built yet. */
    public void register(EventSourcingConfigurer axon) {
        axon.componentRegistry(all -> all.registerComponent(TokenStore.class, _ -> tokens));
        for (ColdProcessor each : processors.values()) {
            axon.messaging(
                    messaging ->
                            messaging.eventProcessing(
                                    processing ->
                                            processing.pooledStreaming(
                                                    pooled ->
                                                            pooled.processor(() -> module(each)))));
        }
    }

    private static PooledStreamingEventProcessorModule module(ColdProcessor processor) {
        return EventProcessorModule.pooledStreaming(processor.name())
                .eventHandlingComponents(all -> all.declarative(processor::feeding))
                .customized(processor::customize)
                .build();
    }

    /** Finds its processors in the started configuration. */
    public void attach(AxonConfiguration axon) {
        for (ColdProcessor each : processors.values()) {
            each.attach(
                    axon.getModuleConfiguration(each.name())
                            .orElseThrow()
                            .getComponent(PooledStreamingEventProcessor.class, each.name()));
        }
    }

    /** How each stands, by name. */
    public List<ProcessorStatus> status() {
        return processors.values().stream().map(ColdProcessor::status).toList();
    }

    /** How one stands; nothing where there is none of that name. */
    public Optional<ProcessorStatus> status(String name) {
        return Optional.ofNullable(processors.get(name)).map(ColdProcessor::status);
    }

    /**
     * What a processor has set aside, in order of position.
     *
     * @throws ProcessorRefusal where there is none of that name
     */
    public List<ParkedEvent> parked(String name) {
        return processor(name).parked();
    }

    /**
     * Stops a processor, has its projection forget everything, and replays the log to it. Returns
     * once the replay has begun; everything else goes on meanwhile.
     *
     * @throws ProcessorRefusal where there is none of that name, or it does not stop in time
     */
    public void reset(String name) {
        processor(name).reset();
    }

    /**
     * Tries parked events again, between two batches: all, or one and what waits behind it.
     *
     * @throws ProcessorRefusal where there is no such processor or parked event, or it waits itself
     */
    public Retried retry(String name, OptionalLong position) {
        return processor(name).retry(position);
    }

    /** Ends the threads; the configuration has stopped the processors before. */
    @Override
    public void close() {
        processors.values().forEach(ColdProcessor::close);
    }

    private ColdProcessor processor(String name) {
        ColdProcessor found = processors.get(name);
        if (found == null) {
            throw new ProcessorRefusal(
                    Code.UNKNOWN_PROCESSOR,
                    "processor=" + name + " is none of " + processors.keySet());
        }
        return found;
    }
}
