package dev.parley;

import dev.parley.seal.KeyStore;

/**
 * What an extension stands on: parts of the engine that it may use for as long as it is open.
 *
 * @param config the engine's settings, its data directory among them
 * @param environment its time and chance
 * @param keys its keys, to open what is sealed
 * @param reading what may be read
 */
public record Ground(
        EngineConfig config, Environment environment, KeyStore keys, Reading reading) {}
