package dev.parley;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.util.ArrayDeque;
import java.util.Deque;

/** What an engine holds, closed in the opposite order; one that fails does not keep the others. */
final class Resources implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Resources.class);

    private record Held(String name, AutoCloseable resource) {}

    private final Deque<Held> held = new ArrayDeque<>();

    <T extends AutoCloseable> T add(String name, T resource) {
        held.push(new Held(name, resource));
        return resource;
    }

    @Override
    public void close() {
        while (!held.isEmpty()) {
            Held last = held.pop();
            try {
                last.resource.close();
            } catch (InterruptedException _) {
                Thread.currentThread().interrupt();
            } catch (Exception e) {
                LOG.error("cannot close {}", last.name, e);
            }
        }
    }

    /** Closes all; what fails is added to {@code cause}, which the caller throws. */
    void closeAfter(Throwable cause) {
        while (!held.isEmpty()) {
            try {
                held.pop().resource.close();
            } catch (Exception e) {
                cause.addSuppressed(e);
            }
        }
    }
}
