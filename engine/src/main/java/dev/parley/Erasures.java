package dev.parley;

import dev.parley.domain.floor.Floor;
import dev.parley.seal.KeyState;
import dev.parley.seal.KeyStore;
import dev.parley.seal.KeyStoreException;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes up for a crash between a visitor's erasure in the log and that of the key: for a day behind
 * it memory knows of the visitor, so each start looks.
 */
final class Erasures {
    private static final Logger LOG = LoggerFactory.getLogger(Erasures.class);

    private Erasures() {}

    /**
     * Writes nothing where the erasures were whole. A disk that refuses is said and does not keep
     * the shop closed: the next start tries again.
     */
    static void makeUp(Floor floor, KeyStore keys) {
        floor.forEachErasedKey(
                keyId -> {
                    try {
                        if (keys.state(keyId) != KeyState.ERASED) {
                            keys.erase(keyId);
                        }
                    } catch (KeyStoreException e) {
                        LOG.error("keyId={} of an erased visitor is not erased", keyId, e);
                    }
                });
    }
}
