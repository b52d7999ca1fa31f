package dev.parley.bench.load;

import dev.parley.domain.Hash;
import dev.parley.domain.Slice;
import dev.parley.seal.Hashes;
import dev.parley.seal.KeyStore;
import dev.parley.seal.SealedField;
import dev.parley.seal.Sealer;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.random.RandomGenerator;

/** What a caller's thread does to a message before the ring. */
public interface Protection {
    /** Content as it goes into the log, and the hashes of idempotency key and payload. */
    record Sealed(Slice content, Hash key, Hash payload) {}

    /** A key for a new subject. */
    long newKey();

    Sealed seal(long keyId, long shop, String idempotencyKey, byte[] text);

    /** Tags that every message carries. */
    List<Hash> tags(long account);

    /** As the server does it: AES-256-GCM, two keyed hashes, two tags. */
    static Protection of(KeyStore keys, RandomGenerator random) {
        Sealer sealer = new Sealer(keys, random);
        Hashes hashes = new Hashes(keys);
        return new Protection() {
            @Override
            public long newKey() {
                return keys.take();
            }

            @Override
            public Sealed seal(long keyId, long shop, String idempotencyKey, byte[] text) {
                return new Sealed(
                        Slice.of(sealer.seal(keyId, shop, SealedField.MESSAGE_CONTENT.id(), text)),
                        hashes.idempotencyKey(keyId, idempotencyKey),
                        hashes.payload(keyId, text));
            }

            @Override
            public List<Hash> tags(long account) {
                byte[] name = "benchmark".getBytes(StandardCharsets.UTF_8);
                return List.of(
                        hashes.tag(account, name, new byte[] {1}),
                        hashes.tag(account, name, new byte[] {2}));
            }
        };
    }

    /** Neither sealed nor hashed nor tagged: the bare path. */
    static Protection none() {
        return new Protection() {
            @Override
            public long newKey() {
                return 1;
            }

            @Override
            public Sealed seal(long keyId, long shop, String idempotencyKey, byte[] text) {
                return new Sealed(Slice.of(text), Hash.NONE, Hash.NONE);
            }

            @Override
            public List<Hash> tags(long account) {
                return List.of();
            }
        };
    }
}
