package dev.parley.ops;

import dev.parley.Extension;
import dev.parley.SearchExtension;

import java.util.List;

/**
 * What {@code serve} hangs behind the log: a new one of each, for one engine.
 *
 * @param search over the transcripts
 */
record Extensions(SearchExtension search) {
    static Extensions standard() {
        return new Extensions(new SearchExtension());
    }

    List<Extension> all() {
        return List.of(search);
    }
}
