package dev.parley.bench;

import dev.parley.bench.load.Scratch;
import dev.parley.domain.Hash;
import dev.parley.seal.Hashes;
import dev.parley.seal.KeyStore;
import dev.parley.seal.Opening;
import dev.parley.seal.SealedField;
import dev.parley.seal.Sealer;

import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

import java.io.IOException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Objects;
import java.util.concurrent.TimeUnit;

/**
 * What does protecting a message cost its caller: sealing 200 bytes, opening them, the hash of an
 * idempotency key, the hash of the payload? Each reads the subject's key from its file anew.
 */
@State(Scope.Thread)
@BenchmarkMode({Mode.AverageTime, Mode.SampleTime})
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class SealBench {

    private final byte[] text = new byte[200];
    private @Nullable Scratch scratch;
    private @Nullable KeyStore keys;
    private @Nullable Sealer sealer;
    private @Nullable Hashes hashes;
    private byte[] envelope = new byte[0];
    private long keyId;

    /** Keys below {@code bench-report}. */
    @Setup
    public void open() throws IOException {
        scratch = new Scratch(Path.of("bench-report"));
        KeyStore opened = KeyStore.open(scratch.next("keys"), new SecureRandom());
        keys = opened;
        sealer = new Sealer(opened, new SecureRandom());
        hashes = new Hashes(opened);
        keyId = opened.take();
        envelope = seal();
    }

    /** Deletes them. */
    @TearDown
    public void close() throws IOException {
        Objects.requireNonNull(keys).close();
        Objects.requireNonNull(scratch).close();
    }

    /** AES-256-GCM and its nonce. */
    @Benchmark
    public byte[] seal() {
        return Objects.requireNonNull(sealer)
                .seal(keyId, 1, SealedField.MESSAGE_CONTENT.id(), text);
    }

    /** The other way. */
    @Benchmark
    public Opening open200() {
        return Objects.requireNonNull(sealer)
                .open(envelope, 0, envelope.length, 1, SealedField.MESSAGE_CONTENT.id());
    }

    /** HMAC under the subject's key. */
    @Benchmark
    public Hash hashKey() {
        return Objects.requireNonNull(hashes).idempotencyKey(keyId, "0123456789abcdef");
    }

    /** The same over the text. */
    @Benchmark
    public Hash hashPayload() {
        return Objects.requireNonNull(hashes).payload(keyId, text);
    }
}
