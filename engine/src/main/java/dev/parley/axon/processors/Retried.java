package dev.parley.axon.processors;

import java.util.List;

/**
 * What a retry came to.
 *
 * @param succeeded how many events were taken in and are parked no more
 * @param stillParked those asked for that still are, with why
 */
public record Retried(int succeeded, List<ParkedEvent> stillParked) {
    public Retried {
        stillParked = List.copyOf(stillParked);
    }
}
