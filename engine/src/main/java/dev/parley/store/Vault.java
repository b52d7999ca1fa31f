package dev.parley.store;

import dev.parley.domain.Hash;
import dev.parley.domain.Slice;
import dev.parley.log.LogRecord;
import dev.parley.ring.Append;
import dev.parley.seal.Hashes;
import dev.parley.seal.KeyStore;
import dev.parley.seal.Opening;
import dev.parley.seal.Sealer;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;

/** Events into sealed payloads and keyed hashes, and back; all under the log's key. Any thread. */
final class Vault {
    /** What an envelope of a stored event is bound to: event type 0, field 1. */
    static final int FIELD = 1;

    private static final long NO_SHOP = 0;
    private static final long NO_ACCOUNT = 0;

    /** Hashes remembered; all are forgotten when there are more. */
    private static final int REMEMBERED = 65_536;

    private static final long MICROS = 1_000_000;

    private final Hashes hashes;
    private final Sealer sealer;
    private final ConcurrentHashMap<EventTag, Hash> tags = new ConcurrentHashMap<>();
    private final ConcurrentHashMap<String, Hash> types = new ConcurrentHashMap<>();

    Vault(Hashes hashes, Sealer sealer) {
        this.hashes = hashes;
        this.sealer = sealer;
    }

    Hash tag(EventTag tag) {
        Hash known = tags.get(tag);
        if (known != null) {
            return known;
        }
        if (tags.size() >= REMEMBERED) {
            tags.clear();
        }
        Hash hash = hashes.tag(NO_ACCOUNT, utf8(tag.key()), utf8(tag.value()));
        tags.put(tag, hash);
        return hash;
    }

    /** Of each, in the order given. */
    List<Hash> tags(Collection<EventTag> each) {
        List<Hash> hashes = new ArrayList<>(each.size());
        for (EventTag tag : each) {
            hashes.add(tag(tag));
        }
        return hashes;
    }

    Hash type(String name) {
        Hash known = types.get(name);
        if (known != null) {
            return known;
        }
        if (types.size() >= REMEMBERED) {
            types.clear();
        }
        Hash hash = hashes.type(name);
        types.put(name, hash);
        return hash;
    }

    /** Of each, in the order given. */
    List<Hash> types(Collection<String> each) {
        List<Hash> hashes = new ArrayList<>(each.size());
        for (String name : each) {
            hashes.add(type(name));
        }
        return hashes;
    }

    Append.Event seal(NewEvent event) {
        byte[] plain = EventLayout.encode(event);
        return new Append.Event(
                micros(event.timestamp()),
                type(event.type()),
                tags(event.tags()),
                EventLayout.VERSION,
                Slice.of(sealer.seal(KeyStore.LOG_KEY, NO_SHOP, FIELD, plain)));
    }

    /** Opens a record of kind FOREIGN. */
    StoredEvent open(LogRecord record, EventReading reading) {
        Opening opening =
                sealer.open(
                        record.array(),
                        record.payloadOffset(),
                        record.payloadLength(),
                        NO_SHOP,
                        FIELD,
                        reading.plaintext());
        return switch (opening) {
            case Opening.Opened opened ->
                    reading.decode(
                            record.schemaVersion(),
                            record.position(),
                            opened.plaintext().array(),
                            opened.plaintext().offset(),
                            opened.plaintext().length());
            case Opening.MissingKey missing ->
                    throw new IllegalStateException(
                            "the key of the event at "
                                    + record.position()
                                    + " is "
                                    + missing.state());
            case Opening.Refused _ ->
                    throw new IllegalStateException(
                            "the event at " + record.position() + " was not sealed here");
        };
    }

    /** Epoch microseconds, rounded down; the ends of time where it is beyond them. */
    static long micros(Instant at) {
        long seconds = at.getEpochSecond();
        if (seconds > Long.MAX_VALUE / MICROS - 1) {
            return Long.MAX_VALUE;
        }
        if (seconds < Long.MIN_VALUE / MICROS + 1) {
            return Long.MIN_VALUE;
        }
        return seconds * MICROS + at.getNano() / 1_000;
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
