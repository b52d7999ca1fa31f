package dev.parley.bench.socket;

import dev.parley.bench.load.Scratch;
import dev.parley.bench.load.Sheet;
import dev.parley.bench.profile.Profiler;
import dev.parley.bench.report.Report;

import org.HdrHistogram.Histogram;
import org.jspecify.annotations.Nullable;

import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

import java.io.IOException;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;

/** {@code parley bench sockets}: a message from a visitor's page to the agent's, open loop. */
@Command(
        name = "sockets",
        mixinStandardHelpOptions = true,
        description = {
            "Messages through WebSockets end to end: sent, durable, seen by the other side.",
            "Parley and a bare Undertow with the same frames, each in a process of its own, in"
                    + " alternating rounds with the same client."
        })
public final class SocketsBench implements Callable<Integer> {
    private static final int QUICK_ROUNDS = 2;
    private static final int QUICK_SECONDS = 3;
    private static final int QUICK_WARM_SLICES = 8;
    private static final int WARM_SLICES = 24;

    @Option(
            names = "--rate",
            split = ",",
            paramLabel = "R",
            defaultValue = "1000,2000,4000,0",
            description =
                    "Messages a second, several with commas; 0: each visitor keeps one under way."
                            + " Default: ${DEFAULT-VALUE}.")
    private List<Integer> rates = List.of();

    @Option(
            names = "--visitors",
            paramLabel = "V",
            defaultValue = "990",
            description = "Default: ${DEFAULT-VALUE}.")
    private int visitors;

    @Option(
            names = "--agents",
            paramLabel = "A",
            defaultValue = "10",
            description = "Each of an account of its own. Default: ${DEFAULT-VALUE}.")
    private int agents;

    @Option(
            names = "--duration",
            paramLabel = "S",
            defaultValue = "10",
            description = "Seconds a round. Default: ${DEFAULT-VALUE}.")
    private int seconds;

    @Option(
            names = "--rounds",
            paramLabel = "N",
            defaultValue = "5",
            description = "Default: ${DEFAULT-VALUE}.")
    private int rounds;

    @Option(
            names = "--sync",
            paramLabel = "MODE",
            defaultValue = "batch",
            description = "batch, interval or os. Default: ${DEFAULT-VALUE}.")
    private String sync = "batch";

    @Option(
            names = "--out",
            paramLabel = "DIR",
            description = "Where results are written. Default: nowhere.")
    private @Nullable Path out;

    @Option(
            names = "--data",
            paramLabel = "DIR",
            description =
                    "On whose disk the servers keep what they are sent, and F3 is measured."
                            + " Default: that of the results.")
    private @Nullable Path disk;

    @Option(names = "--quick", description = "Two short rounds.")
    private boolean quick;

    @Option(
            names = "--chat",
            paramLabel = "PORT",
            description =
                    "A running socket.io chat to measure beside them: bench/peers starts one.")
    private @Nullable Integer chatPort;

    @Option(
            names = "--chat-processes",
            split = ",",
            paramLabel = "PID",
            description = "The chat's processes, whose CPU time counts.")
    private List<Long> chatProcesses = List.of();

    @Option(names = "--without-floor", description = "Leave the bare server out.")
    private boolean withoutFloor;

    @Option(
            names = "--look",
            hidden = true,
            paramLabel = "MILLIS",
            description = "Then looks at the loads that fell short, so long at each.")
    private int lookMillis;

    @Option(
            names = "--pinned",
            hidden = true,
            description = "Keeps the writer of Parley's server on one core.")
    private boolean pinned;

    @Option(names = "--server-flag", hidden = true, description = "A flag for Parley's JVM.")
    private List<String> serverFlags = List.of();

    /** As the command line makes it. */
    public SocketsBench() {}

    @Override
    public Integer call()
            throws IOException, InterruptedException, ExecutionException, TimeoutException {
        if (quick) {
            rounds = Math.min(rounds, QUICK_ROUNDS);
            seconds = Math.min(seconds, QUICK_SECONDS);
        }
        List<String> flags = new ArrayList<>(serverFlags);
        if (pinned) {
            flags.add("-D" + ParleyServer.PINNED + "=true");
        }
        try (Scratch scratch = new Scratch(disk());
                Forces forces = new Forces(disk());
                LoadClient client = new LoadClient();
                Servers servers = new Servers()) {
            Path data = scratch.next("served");
            List<Target> targets = new ArrayList<>();
            targets.add(servers.parley(client, data, sync, visitors, agents, flags));
            if (!withoutFloor) {
                targets.add(servers.bare(client, visitors, agents));
            }
            if (chatPort != null) {
                targets.add(
                        servers.chat(
                                client,
                                chatPort,
                                ServerProcess.of(chatProcesses),
                                visitors,
                                agents));
            }
            measure(targets, forces, System.out, client.way());
            Path directory = out;
            if (directory != null && lookMillis > 0) {
                look(targets.getFirst(), data, directory);
            }
        }
        return 0;
    }

    private Path disk() {
        if (disk != null) {
            return disk;
        }
        return out != null ? out : Path.of(System.getProperty("java.io.tmpdir"));
    }

    /** While the server is warm: anew for each that is short, also where an older look lies. */
    private void look(Target parley, Path data, Path directory) throws IOException {
        Sheet sheet =
                new Sheet(directory, new PrintWriter(System.out, true, StandardCharsets.UTF_8));
        try (Scratch scratch = new Scratch(directory)) {
            Profiler profiler = new Profiler(sheet, scratch.next("looks"), lookMillis * 1_000_000L);
            SocketsLook.look(Report.profilesWanted(directory), parley, data, profiler);
        }
    }

    private void measure(List<Target> targets, Forces forces, PrintStream text, String way)
            throws IOException, InterruptedException {
        List<String> warm = new ArrayList<>();
        for (Target target : targets) {
            WarmUp warming = new WarmUp(target, quick ? QUICK_WARM_SLICES : WARM_SLICES);
            text.println(target.name() + ": " + warming.run());
            warm.add(warming.remark());
        }
        String sessions =
                visitors + " visitors, " + agents + " agents, 200-byte texts, client on " + way;
        for (int rate : rates) {
            List<Findings> found = new ArrayList<>();
            for (int i = 0; i < targets.size(); i++) {
                found.add(new Findings(targets.get(i), rate, warm.get(i)));
            }
            for (int round = 0; round < rounds; round++) {
                round(found, forces);
            }
            text.println(
                    (rate == 0 ? "as fast as it goes" : rate + " messages/s")
                            + ", "
                            + sessions
                            + ", median of "
                            + rounds
                            + " rounds of "
                            + seconds
                            + " s");
            for (Findings each : found) {
                each.print(text);
                Path directory = out;
                if (directory != null) {
                    each.write(directory, sessions);
                }
            }
        }
    }

    /** Each system's turn; the disk's before and behind that of Parley, which waits for it. */
    private void round(List<Findings> found, Forces forces)
            throws IOException, InterruptedException {
        forces.burst();
        found.getFirst().measure(seconds * 1_000L);
        forces.burst();
        for (Findings each : found.subList(1, found.size())) {
            each.measure(seconds * 1_000L);
        }
        Histogram taken = forces.round();
        found.forEach(each -> each.beside(taken));
    }
}
