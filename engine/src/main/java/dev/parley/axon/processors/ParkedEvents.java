package dev.parley.axon.processors;

import java.io.DataOutputStream;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What one processor has set aside, in order of position, in memory and in a file that is replaced
 * whenever it changes. Changed by one thread at a time, the processor's; read by any.
 */
final class ParkedEvents {
    private static final int MAGIC = 0x50_50_52_4b; // PPRK
    private static final int MOST_TAGS = 64;

    private final CheckedFile file;
    private final int most;
    private final TreeMap<Long, ParkedEvent> events = new TreeMap<>();
    private final Map<String, Integer> tags = new HashMap<>();

    /** Too much has been set aside: an operator must look before the processor can go on. */
    static final class Full extends RuntimeException {
        private static final long serialVersionUID = 1;

        Full(int most) {
            super(
                    "parkedEvents="
                            + most
                            + " are set aside and no more fit: mend the cause, then retry or reset"
                            + " the processor");
        }
    }

    /**
     * @param most how many there may be
     */
    ParkedEvents(Path directory, String processor, int most) {
        this.most = most;
        file =
                new CheckedFile(
                        directory.resolve(
                                URLEncoder.encode(processor, StandardCharsets.UTF_8) + ".parked"),
                        MAGIC);
    }

    CheckedFile file() {
        return file;
    }

    /** Reads the file, if there is one, instead of what is in memory. */
    synchronized void load() throws IOException {
        Optional<ByteBuffer> bytes = file.read();
        try {
            replace(bytes.isEmpty() ? List.of() : decode(bytes.get()));
        } catch (BufferUnderflowException | IllegalArgumentException e) {
            throw new FileDamaged(file.path(), e.toString());
        }
    }

    synchronized int size() {
        return events.size();
    }

    synchronized boolean holds(long position) {
        return events.containsKey(position);
    }

    synchronized List<ParkedEvent> all() {
        return List.copyOf(events.values());
    }

    /** How many more fit. */
    synchronized int room() {
        return most - events.size();
    }

    int most() {
        return most;
    }

    /** The earliest parked event before {@code position} that has one of these tags. */
    synchronized Optional<ParkedEvent> before(long position, List<String> wanted) {
        if (wanted.stream().noneMatch(tags::containsKey)) {
            return Optional.empty();
        }
        SortedMap<Long, ParkedEvent> earlier = events.headMap(position);
        return earlier.values().stream().filter(each -> each.sharesTagWith(wanted)).findFirst();
    }

    /** Adds and takes away, in memory and on the disk; in memory only once it is on the disk. */
    synchronized void change(Collection<ParkedEvent> added, Collection<Long> removed)
            throws IOException {
        if (added.isEmpty() && removed.isEmpty()) {
            return;
        }
        TreeMap<Long, ParkedEvent> after = new TreeMap<>(events);
        removed.forEach(after::remove);
        added.forEach(each -> after.put(each.position(), each));
        write(after.values());
        replace(after.values());
    }

    /** Forgets all, on the disk too. */
    synchronized void clear() throws IOException {
        file.delete();
        replace(List.of());
    }

    private void replace(Collection<ParkedEvent> after) {
        List<ParkedEvent> all = List.copyOf(after);
        events.clear();
        tags.clear();
        for (ParkedEvent each : all) {
            events.put(each.position(), each);
            each.tags().forEach(tag -> tags.merge(tag, 1, Integer::sum));
        }
    }

    private void write(Collection<ParkedEvent> all) throws IOException {
        file.write(
                out -> {
                    out.writeInt(all.size());
                    for (ParkedEvent each : all) {
                        encode(each, out);
                    }
                });
    }

    private static void encode(ParkedEvent event, DataOutputStream out) throws IOException {
        out.writeLong(event.position());
        out.writeLong(event.account());
        out.writeLong(event.parkedAtMicros());
        out.writeInt(event.attempts());
        out.writeLong(event.behind());
        text(event.type(), out);
        text(event.cause(), out);
        out.writeInt(event.tags().size());
        for (String tag : event.tags()) {
            text(tag, out);
        }
    }

    private List<ParkedEvent> decode(ByteBuffer in) {
        int count = in.getInt();
        List<ParkedEvent> all = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            long position = in.getLong();
            long account = in.getLong();
            long parkedAt = in.getLong();
            int attempts = in.getInt();
            long behind = in.getLong();
            String type = text(in);
            String cause = text(in);
            int tagCount = in.getInt();
            if (tagCount < 0 || tagCount > MOST_TAGS) {
                throw new IllegalArgumentException("tags=" + tagCount);
            }
            List<String> each = new ArrayList<>();
            for (int tag = 0; tag < tagCount; tag++) {
                each.add(text(in));
            }
            all.add(
                    new ParkedEvent(
                            position, account, type, each, parkedAt, attempts, behind, cause));
        }
        if (in.hasRemaining()) {
            throw new IllegalArgumentException(in.remaining() + " bytes too many");
        }
        return all;
    }

    private static void text(String text, DataOutputStream out) throws IOException {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        out.writeInt(bytes.length);
        out.write(bytes);
    }

    private static String text(ByteBuffer in) {
        int length = in.getInt();
        if (length < 0 || length > in.remaining()) {
            throw new IllegalArgumentException("textBytes=" + length);
        }
        byte[] bytes = new byte[length];
        in.get(bytes);
        return new String(bytes, StandardCharsets.UTF_8);
    }
}
