package dev.parley.projection;

import dev.parley.domain.Hash;
import dev.parley.domain.Slice;

/**
 * A customer of one inbox; source id and profile are sealed. Immutable.
 *
 * @param source hash of the source id; NONE for one who came back into memory, whom the index knows
 * @param sourceId empty where {@code source} is NONE
 * @param profile the newest; empty where none came since the visitor is in memory
 */
public record VisitorView(
        long id,
        long account,
        long keyId,
        long shop,
        long inbox,
        Hash source,
        Slice sourceId,
        Slice profile) {
    VisitorView with(Slice profile) {
        return new VisitorView(id, account, keyId, shop, inbox, source, sourceId, profile);
    }
}
