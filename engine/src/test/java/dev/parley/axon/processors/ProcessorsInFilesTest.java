package dev.parley.axon.processors;

import java.nio.file.Path;

/** Processors over the engine that is shipped. */
class ProcessorsInFilesTest extends ProcessorsContract {
    @Override
    Storage storage(Path directory) {
        return new StorageInFiles(directory);
    }
}
