package dev.parley.bench.socket;

import dev.parley.bench.profile.ChildFlight;
import dev.parley.bench.profile.Flight;
import dev.parley.bench.profile.Profiler;
import dev.parley.bench.profile.Subject;

import org.HdrHistogram.Histogram;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;

/** Parley's server, under messages through WebSockets, looked at. One thread. */
public final class SocketsLook {
    private static final int VISITORS = 990;
    private static final int AGENTS = 10;
    private static final String PREFIX = "socket.";
    private static final String SATURATION = PREFIX + "saturation";
    private static final int WARM_MILLIS = 6_000;

    private SocketsLook() {}

    /** All loads that can be looked at: a rate offered, or as much as there can be. */
    public static List<String> names() {
        return List.of(PREFIX + 1_000, PREFIX + 4_000, SATURATION);
    }

    /**
     * Starts a server and looks at it under each of these loads.
     *
     * @param data an empty directory for its log
     */
    public static void look(List<String> names, Path data, Profiler profiler) throws IOException {
        try (LoadClient client = new LoadClient();
                Servers servers = new Servers()) {
            Target parley = servers.parley(client, data, "batch", VISITORS, AGENTS, List.of());
            Round _ = parley.crowd().saturate(WARM_MILLIS);
            look(names, parley, data, profiler);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        } catch (ExecutionException | TimeoutException e) {
            throw new IOException("the server did not start", e);
        }
    }

    /** The same at one that runs and is warm; what is no load of a server is passed over. */
    static void look(List<String> names, Target parley, Path data, Profiler profiler)
            throws IOException {
        for (String name : names) {
            if (names().contains(name)) {
                profiler.look(new Server(name, data, parley));
            }
        }
    }

    private record Server(String name, Path directory, Target target, Flight flight)
            implements Subject {
        Server(String name, Path directory, Target target) {
            this(
                    name,
                    directory,
                    target,
                    new ChildFlight(target.process().roots().getFirst().pid()));
        }

        @Override
        public long pid() {
            return target.process().roots().getFirst().pid();
        }

        /** A message counts once an agent has got it. */
        @Override
        public Loaded load(long nanos) throws IOException {
            long millis = nanos / 1_000_000;
            try {
                long start = System.nanoTime();
                Round round =
                        name.equals(SATURATION)
                                ? target.crowd().saturate(millis)
                                : target.crowd().offer(rate(), millis);
                Histogram seen = round.see();
                return new Loaded(round.seen(), System.nanoTime() - start, seen);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IOException("interrupted", e);
            }
        }

        private int rate() {
            return Integer.parseInt(name.substring(PREFIX.length()));
        }
    }
}
