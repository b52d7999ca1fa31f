package dev.parley.axon.processors;

import org.axonframework.messaging.eventhandling.processing.streaming.segmenting.Segment;
import org.axonframework.messaging.eventhandling.processing.streaming.token.GlobalSequenceTrackingToken;
import org.axonframework.messaging.eventhandling.processing.streaming.token.MergedTrackingToken;
import org.axonframework.messaging.eventhandling.processing.streaming.token.ReplayToken;
import org.axonframework.messaging.eventhandling.processing.streaming.token.TrackingToken;
import org.jspecify.annotations.Nullable;

import java.io.DataOutputStream;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The tokens of one processor as they stand in its file: a flag, the count of segments, and for
 * each its id, its mask and its token. A token is a byte for its kind and what that kind holds; of
 * tokens that wrap others, these follow.
 */
final class TokenFile {
    private static final int MAGIC = 0x50_54_4f_4b; // PTOK
    private static final int RESET_WANTED = 1;
    private static final int OWN_POSITION = 2;
    private static final int DEPTH = 8;
    private static final int MOST_SEGMENTS = 1 << 16;

    private static final byte NOTHING = 0;
    private static final byte SEQUENCE = 1;
    private static final byte REPLAY = 2;
    private static final byte MERGED = 3;

    private final CheckedFile file;

    /** A segment and where it stands; null is Axon's own word for the start. */
    record Kept(Segment segment, @Nullable TrackingToken token) {}

    /**
     * All that a file says.
     *
     * @param resetWanted forget everything and begin anew first
     * @param ownPosition the projection keeps its position itself; the token only ends a replay
     */
    record Content(boolean resetWanted, boolean ownPosition, List<Kept> segments) {
        Content {
            segments = List.copyOf(segments);
        }

        static Content none() {
            return new Content(false, false, List.of());
        }

        Content with(List<Kept> instead) {
            return new Content(resetWanted, ownPosition, instead);
        }

        Content withReset() {
            return new Content(true, ownPosition, segments);
        }

        Optional<Kept> segment(int id) {
            return segments.stream().filter(each -> each.segment().getSegmentId() == id).findAny();
        }
    }

    TokenFile(Path directory, String processor) {
        file =
                new CheckedFile(
                        directory.resolve(
                                URLEncoder.encode(processor, StandardCharsets.UTF_8) + ".token"),
                        MAGIC);
    }

    /** The position that a token stands for: null and Axon's -1 are the start. */
    static long position(@Nullable TrackingToken token) {
        return token == null ? 0 : Math.max(0, token.position().orElse(0));
    }

    CheckedFile file() {
        return file;
    }

    Optional<Content> read() throws IOException {
        Optional<ByteBuffer> bytes = file.read();
        if (bytes.isEmpty()) {
            return Optional.empty();
        }
        try {
            return Optional.of(decode(bytes.get()));
        } catch (BufferUnderflowException | IllegalArgumentException e) {
            throw new FileDamaged(file.path(), e.toString());
        }
    }

    void write(Content content) throws IOException {
        file.write(
                out -> {
                    out.writeInt(
                            (content.resetWanted() ? RESET_WANTED : 0)
                                    | (content.ownPosition() ? OWN_POSITION : 0));
                    out.writeInt(content.segments().size());
                    for (Kept each : content.segments()) {
                        out.writeInt(each.segment().getSegmentId());
                        out.writeInt(each.segment().getMask());
                        encode(each.token(), out, DEPTH);
                    }
                });
    }

    private static Content decode(ByteBuffer in) {
        int flags = in.getInt();
        int count = in.getInt();
        if ((flags & ~(RESET_WANTED | OWN_POSITION)) != 0 || count < 0 || count > MOST_SEGMENTS) {
            throw new IllegalArgumentException("flags=" + flags + ", segments=" + count);
        }
        List<Kept> segments = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            Segment segment = new Segment(in.getInt(), in.getInt());
            segments.add(new Kept(segment, token(in, DEPTH)));
        }
        if (in.hasRemaining()) {
            throw new IllegalArgumentException(in.remaining() + " bytes too many");
        }
        return new Content((flags & RESET_WANTED) != 0, (flags & OWN_POSITION) != 0, segments);
    }

    private static @Nullable TrackingToken token(ByteBuffer in, int depth) {
        byte kind = in.get();
        if (depth == 0) {
            throw new IllegalArgumentException("tokens within tokens, deeper than " + DEPTH);
        }
        return switch (kind) {
            case NOTHING -> null;
            case SEQUENCE -> new GlobalSequenceTrackingToken(in.getLong());
            case REPLAY -> {
                TrackingToken atReset = token(in, depth - 1);
                yield ReplayToken.createReplayToken(atReset, token(in, depth - 1));
            }
            case MERGED -> new MergedTrackingToken(token(in, depth - 1), token(in, depth - 1));
            default -> throw new IllegalArgumentException("kind of token " + kind);
        };
    }

    private static void encode(@Nullable TrackingToken token, DataOutputStream out, int depth)
            throws IOException {
        if (depth == 0) {
            throw new IllegalArgumentException("tokens within tokens, deeper than " + DEPTH);
        }
        switch (token) {
            case null -> out.writeByte(NOTHING);
            case GlobalSequenceTrackingToken sequence -> {
                out.writeByte(SEQUENCE);
                out.writeLong(sequence.getGlobalIndex());
            }
            case ReplayToken replay -> {
                if (replay.context() != null) {
                    throw new IllegalArgumentException("the context of a reset is not stored");
                }
                out.writeByte(REPLAY);
                encode(replay.getTokenAtReset(), out, depth - 1);
                encode(replay.getCurrentToken(), out, depth - 1);
            }
            case MergedTrackingToken merged -> {
                out.writeByte(MERGED);
                encode(merged.lowerSegmentToken(), out, depth - 1);
                encode(merged.upperSegmentToken(), out, depth - 1);
            }
            default ->
                    throw new IllegalArgumentException(
                            "tokens of " + token.getClass().getName() + " are not stored");
        }
    }
}
