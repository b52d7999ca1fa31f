package dev.parley.ops;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/** Processors, wherever they are. What cannot be done is a {@link Failure}. */
interface ProcessorAccess {
    /**
     * How one stands.
     *
     * @param state how it is fed; of a stopped one, what the next start does with it
     * @param position exclusive end of what is taken in, where that is on disk
     * @param lag events that are not taken in yet, where the position is known
     * @param problem why it fails, or what is wrong with its files
     */
    record Listed(
            String name,
            String state,
            OptionalLong position,
            OptionalLong lag,
            int parked,
            Optional<String> problem,
            List<Event> events) {}

    /** An event that was set aside; {@code behind} where it only waits. */
    record Event(
            long position,
            String type,
            String parkedAt,
            int attempts,
            OptionalLong behind,
            String cause) {}

    /** What a retry came to. */
    record Outcome(int succeeded, int stillParked, List<Event> events) {}

    List<Listed> list() throws IOException;

    /** Answers when the replay begins. */
    String reset(String name) throws IOException;

    Outcome retry(String name, OptionalLong position) throws IOException;
}
