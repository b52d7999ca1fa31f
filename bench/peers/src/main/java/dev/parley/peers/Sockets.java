package dev.parley.peers;

import dev.parley.bench.socket.SocketsBench;

import picocli.CommandLine;

/** {@code parley bench sockets} from this class path, for the run that has the Node chat. */
final class Sockets {
    private Sockets() {}

    public static void main(String[] arguments) {
        System.exit(new CommandLine(new SocketsBench()).execute(arguments));
    }
}
