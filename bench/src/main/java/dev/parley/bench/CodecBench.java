package dev.parley.bench;

import dev.parley.codec.EventDecoder;
import dev.parley.codec.EventEncoder;
import dev.parley.domain.Header;
import dev.parley.domain.PartialEvents;
import dev.parley.domain.Slice;

import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

import java.util.concurrent.TimeUnit;

/**
 * What does it cost to turn a posted message of 200 sealed bytes into its payload, and back into
 * the event? The share of encoding in the writer's time, of decoding in replay's. Both allocate
 * nothing.
 */
@State(Scope.Thread)
@BenchmarkMode({Mode.AverageTime, Mode.SampleTime})
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class CodecBench {

    private final EventEncoder encoder = new EventEncoder();
    private final EventDecoder decoder = new EventDecoder();
    private final Header header = new Header();
    private final byte[] buffer = new byte[1_024];
    private final Slice content = Slice.of(new byte[236]);
    private final PartialEvents nobody = new PartialEvents() {};
    private int length;

    /** One payload to decode. */
    @Setup
    public void encodeOnce() {
        length = encode();
    }

    /** Encodes; answers the length. */
    @Benchmark
    public int encode() {
        encoder.wrap(buffer, 0, buffer.length)
                .messagePosted(header, 7, false, content, Slice.EMPTY);
        return encoder.length();
    }

    /** Decodes to a listener that does nothing. */
    @Benchmark
    public Header decode() {
        decoder.decode(
                encoder.typeId(), encoder.schemaVersion(), buffer, 0, length, header, nobody);
        return header;
    }
}
