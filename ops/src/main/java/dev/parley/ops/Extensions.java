package dev.parley.ops;

import dev.parley.Extension;

import java.util.List;

/** What {@code serve} hangs behind the log. */
final class Extensions {
    private Extensions() {}

    /** A new one of each, for one engine. */
    static List<Extension> standard() {
        return List.of();
    }
}
