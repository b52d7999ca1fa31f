package dev.parley.bench.verb;

import dev.parley.bench.load.Scratch;
import dev.parley.bench.load.Sheet;
import dev.parley.bench.load.Workload;
import dev.parley.bench.profile.Profiler;
import dev.parley.bench.profile.Profiles;
import dev.parley.bench.socket.SocketsLook;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** Profiles of loads by name, whichever process they run in. */
final class Looking {
    private Looking() {}

    static List<String> names() {
        List<String> all = new ArrayList<>(Workload.names());
        all.addAll(SocketsLook.names());
        return all;
    }

    static void at(List<String> names, Scratch scratch, Sheet sheet, long nanos)
            throws IOException {
        Profiler profiler = new Profiler(sheet, scratch.next("looks"), nanos);
        Profiles.look(names, scratch, profiler);
        List<String> sockets = names.stream().filter(SocketsLook.names()::contains).toList();
        if (!sockets.isEmpty()) {
            SocketsLook.look(sockets, scratch.next("served"), profiler);
        }
        scratch.clear();
    }
}
