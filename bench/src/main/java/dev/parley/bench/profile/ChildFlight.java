package dev.parley.bench.profile;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** The flight recorder of another JVM of this machine and user, by the JDK's {@code jcmd}. */
public final class ChildFlight implements Flight {
    private static final int SECONDS = 30;

    private final long pid;

    public ChildFlight(long pid) {
        this.pid = pid;
    }

    @Override
    public void begin() throws IOException {
        List<String> start = new ArrayList<>(List.of("JFR.start", "name=look", "settings=none"));
        Flight.settings()
                .forEach((name, value) -> start.add("+" + name + "=" + value.replace(" ", "")));
        jcmd(start);
    }

    @Override
    public void end(Path file) throws IOException {
        jcmd(List.of("JFR.stop", "name=look", "filename=" + file.toAbsolutePath()));
    }

    private void jcmd(List<String> arguments) throws IOException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "jcmd").toString());
        command.add(Long.toString(pid));
        command.addAll(arguments);
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        try {
            if (!process.waitFor(SECONDS, TimeUnit.SECONDS) || process.exitValue() != 0) {
                throw new IOException("jcmd " + arguments.getFirst() + ": " + said.strip());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        }
    }
}
