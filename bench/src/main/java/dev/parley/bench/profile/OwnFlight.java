package dev.parley.bench.profile;

import jdk.jfr.Recording;

import java.io.IOException;
import java.nio.file.Path;

/** The flight recorder of this process. */
final class OwnFlight implements Flight {
    private Recording recording = new Recording();

    @Override
    public void begin() {
        recording.close();
        recording = new Recording(Flight.settings());
        recording.start();
    }

    @Override
    public void end(Path file) throws IOException {
        recording.stop();
        recording.dump(file);
        recording.close();
    }
}
