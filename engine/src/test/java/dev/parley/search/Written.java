package dev.parley.search;

import dev.parley.axon.LoggedEvent;
import dev.parley.domain.ActorKind;
import dev.parley.domain.Events;
import dev.parley.domain.Header;
import dev.parley.domain.PartialEvents;
import dev.parley.domain.Slice;
import dev.parley.history.LoggedShard;
import dev.parley.log.EventLog;
import dev.parley.log.EventReader;
import dev.parley.log.SegmentedLog;
import dev.parley.ring.Playback;
import dev.parley.seal.KeyStore;
import dev.parley.seal.SealedField;
import dev.parley.seal.Sealer;

import org.axonframework.messaging.core.MessageType;
import org.axonframework.messaging.eventhandling.EventMessage;
import org.axonframework.messaging.eventhandling.GenericEventMessage;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicLong;

/** A log of conversations as people wrote them, its keys, and search over it. One thread. */
final class Written implements AutoCloseable {
    static final long ACCOUNT = 1;
    static final long SHOP = 11;

    final EventLog log = SegmentedLog.inMemory(0);
    final KeyStore keys;
    final Sealer sealer;
    final Path index;
    final AtomicLong nanos = new AtomicLong();

    /** What each look at the clock takes. */
    final AtomicLong step = new AtomicLong();

    private final Events sink = new LoggedShard(log).into(new Nothing());
    private final Header h = new Header();
    private final List<Long> seqs = new ArrayList<>();
    private long at = 1_700_000_000_000_000L;
    private long nextId = 100;

    private static final class Nothing implements PartialEvents {}

    /** A conversation and its visitor's key. */
    record Talk(long id, long account, long shop, long number, long keyId) {}

    Written(Path directory) {
        keys = KeyStore.open(directory.resolve("keys"), new SplittableRandom(7));
        // Nonces need not be secret in a test, and SplittableRandom is not for many threads.
        sealer = new Sealer(keys, new Random(7));
        index = directory.resolve("search");
    }

    TranscriptSearch search() {
        return open(log.head());
    }

    TranscriptSearch open(long head) {
        try {
            return TranscriptSearch.open(
                    index, new TranscriptSearch.Parts(keys, sealer, this::play, head, this::nanos));
        } catch (java.io.IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    StoredSearch stored() throws java.io.IOException {
        return StoredSearch.open(index, keys, sealer, this::play, this::nanos).orElseThrow();
    }

    private long nanos() {
        return nanos.addAndGet(step.get());
    }

    private void play(long position, Events target) {
        try (Playback playback = new Playback(log.reader())) {
            playback.seek(position);
            playback.step(log.durable(), target);
        }
    }

    /** Feeds what the log has from {@code from} on, in batches, as a processor does. */
    void feed(TranscriptSearch search, long from) {
        log.force();
        try (EventReader reader = log.reader()) {
            reader.seek(from);
            while (reader.next(log.durable())) {
                search.on(message(LoggedEvent.of(reader.record())));
                if (reader.record().position() % 256 == 255) {
                    search.commit(reader.record().position() + 1);
                }
            }
        }
        search.commit(log.durable());
        nanos.addAndGet(1_000_000_000);
    }

    static EventMessage message(LoggedEvent event) {
        return new GenericEventMessage(new MessageType("parley." + event.type()), event);
    }

    Talk talk() {
        return talk(ACCOUNT, SHOP);
    }

    Talk talk(long account, long shop) {
        Talk talk = new Talk(nextId++, account, shop, nextId, keys.take());
        header(talk, ActorKind.VISITOR, 5);
        sink.conversationStarted(h, shop, 12, 13, talk.number(), Slice.EMPTY);
        return talk;
    }

    /** A message of the visitor; answers its id. */
    long says(Talk talk, String text) {
        return posts(talk, ActorKind.VISITOR, 5, false, text);
    }

    long posts(Talk talk, ActorKind from, long actor, boolean note, String text) {
        long id = nextId++;
        header(talk, from, actor);
        sink.messagePosted(h, id, note, seal(talk, SealedField.MESSAGE_CONTENT, text), Slice.EMPTY);
        return id;
    }

    void edits(Talk talk, long message, String text) {
        header(talk, ActorKind.VISITOR, 5);
        sink.messageUpdated(
                h,
                message,
                2,
                false,
                seal(talk, SealedField.MESSAGE_UPDATED_CONTENT, text),
                Slice.EMPTY);
    }

    /** The person of a conversation is erased; its key is another's to erase. */
    void erases(Talk talk) {
        header(talk, ActorKind.OPERATOR, 0);
        h.stream = 13;
        h.seq = 0;
        h.visitorSeq = 0;
        sink.visitorErased(h, talk.keyId());
    }

    Talk imported(String... texts) {
        Talk talk = new Talk(nextId++, ACCOUNT, SHOP, nextId, keys.take());
        header(talk, ActorKind.OPERATOR, 0);
        sink.conversationImported(h, SHOP, talk.keyId(), talk.number(), 1, talk.id(), Slice.EMPTY);
        for (String text : texts) {
            header(talk, ActorKind.VISITOR, 0);
            sink.messageImported(h, nextId++, seal(talk, SealedField.IMPORTED_CONTENT, text));
        }
        return talk;
    }

    long now() {
        return at;
    }

    private Slice seal(Talk talk, SealedField field, String text) {
        return Slice.of(
                sealer.seal(
                        talk.keyId(),
                        talk.shop(),
                        field.id(),
                        text.getBytes(StandardCharsets.UTF_8)));
    }

    private void header(Talk talk, ActorKind from, long actor) {
        at += 1_000_000;
        h.system(talk.account(), at);
        h.actorKind = from;
        h.actor = actor;
        h.stream = talk.id();
        seqs.add(talk.id());
        h.seq = (int) seqs.stream().filter(each -> each == talk.id()).count();
        h.visitorSeq = h.seq;
    }

    @Override
    public void close() {
        log.close();
        keys.close();
    }
}
