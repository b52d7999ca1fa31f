package dev.parley.axon.processors;

import java.nio.file.Path;

/** Processors over Axon's own engine. */
class ProcessorsInMemoryTest extends ProcessorsContract {
    @Override
    Storage storage(Path directory) {
        return new AxonsStorage();
    }
}
